-- What the instrument's file says about itself, as found at the first look. Insert only.
create table verification_fact (
  id       uuid primary key,
  case_id  uuid not null references disclosure_case,
  number   int not null check (number > 0),
  name     text not null check (name ~ '^[a-z-]{3,40}$'),
  value    text not null check (length(value) <= 1000),
  found_at timestamptz not null,
  unique (case_id, number)
);

-- Fingerprints of the pictures in it, to find the same seal or signature again. Insert only.
create table verification_picture (
  id       uuid primary key,
  case_id  uuid not null references disclosure_case,
  hash     bigint not null,
  found_at timestamptz not null
);
create index on verification_picture (case_id);
