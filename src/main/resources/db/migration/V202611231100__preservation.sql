-- What is stored for an authority and shown to nobody: under a key of its own, so that it ends with it.
alter table disclosure_case drop constraint disclosure_case_status_check;
alter table disclosure_case add constraint disclosure_case_status_check
  check (status in ('SUBMITTED', 'IN_REVIEW', 'AWAITING_APPROVAL', 'APPROVED', 'COLLECTING', 'COLLECTED',
    'SEALED', 'RELEASED', 'DELIVERED', 'PRESERVED', 'CLOSED', 'REFUSED', 'WITHDRAWN'));
create index on disclosure_case (next_clock_at) where status = 'PRESERVED';

create table preservation (
  case_id      uuid primary key references disclosure_case,
  recipient    text not null,
  wrapped_key  bytea,
  identity     bytea,
  begun_at     timestamptz not null,
  reminded_for timestamptz,
  version      bigint not null,
  check ((wrapped_key is null) = (identity is null))
);

-- That a case goes with another one: the companion that stores at once what a request asks.
create table case_link (
  id        uuid primary key,
  case_id   uuid not null references disclosure_case,
  other     uuid not null references disclosure_case,
  kind      text not null check (kind ~ '^[a-z][a-z0-9-]{1,59}$'),
  linked_at timestamptz not null,
  unique (case_id, other, kind),
  check (case_id <> other)
);
create index on case_link (other);
