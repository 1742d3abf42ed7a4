-- A reviewer may grant less than a category: some of its fields. Null stands for every field.
alter table item_decision add column fields text
  check (fields ~ '^[a-z][A-Za-z0-9-]{0,59}( [a-z][A-Za-z0-9-]{0,59})*$');
