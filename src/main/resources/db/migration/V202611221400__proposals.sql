-- Acts of two people that are no steps of a case (docs/adr/0015). Both tables are insert only.
create table proposal (
  id          uuid primary key,
  act         text        not null check (act ~ '^[A-Z][A-Z_]{2,62}$'),
  object      uuid        not null,
  concerns    uuid,
  content     bytea       not null,
  digest      text        not null,
  reason      text        not null check (length(reason) between 1 and 2000),
  proposed_by uuid        not null,
  proposed_at timestamptz not null
);
create index on proposal (proposed_at);

create table proposal_answer (
  proposal_id uuid primary key references proposal,
  answer      text        not null check (answer in ('CONFIRMED', 'REJECTED', 'WITHDRAWN')),
  answered_by uuid        not null,
  answered_at timestamptz not null
);

-- Which confirmed proposal put an account under protection, or ended it. Rows from before this file
-- were written by an operator and have none.
alter table protected_account
  add column in_force boolean not null default true,
  add column proposal_id uuid references proposal;
