-- Who wrote an entry, as the entry itself says: found by an index, so that everything that one
-- person did can be asked for at once. Read from the exact bytes: a string inside them has its
-- quotation marks escaped and cannot look like this, and one that is damaged has no actor instead
-- of stopping the insert. Null for the portal and the clock, whose entries are the most.
create function custody.person_of(entry bytea) returns text
  language sql immutable parallel safe strict
  return substring(encode(entry, 'escape')
    from '"actor":\{"kind":"(?:staff|officer)","id":"([0-9a-f-]{36})"');

create index entry_person on custody.entry (custody.person_of(bytes), at, id)
  where custody.person_of(bytes) is not null;

-- Which person had which account read, once for each time; insert only. The ceiling counts it.
create table account_read (
  id           uuid        primary key,
  person_id    uuid        not null,
  case_id      uuid        not null references disclosure_case,
  account_hash text        not null,
  at           timestamptz not null
);
create index account_read_person on account_read (person_id, at);
