-- A production above the configured size becomes several bags, each a file of its own in the vault.
alter table production
  add column other_keys text[] not null default '{}',
  add column bag_size   bigint check (bag_size > 0);

-- How far the officer's copy of each file reaches; sent_bytes stays their sum.
alter table delivery_grant
  add column sent_of bigint[] not null default '{}';
update delivery_grant set sent_of = array[sent_bytes];
