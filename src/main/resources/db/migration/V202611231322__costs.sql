-- What an agency reimburses: proposed by one person, stated to the agency by another. Fees are the currency's own
-- units an hour; the sum is in its smallest unit.
create table invoice_proposal (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  number      int not null check (number > 0),
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  citation    text not null,
  lines       text not null check (lines ~ '^[a-z]+ [0-9.]+ [0-9.]+(\n[a-z]+ [0-9.]+ [0-9.]+)*$'),
  sum         bigint not null check (sum > 0),
  proposed_by uuid not null references staff_member,
  proposed_at timestamptz not null,
  unique (case_id, number)
);
create table invoice_rejection (
  proposal_id uuid primary key references invoice_proposal,
  case_id     uuid not null references disclosure_case,
  rejected_by uuid not null references staff_member,
  rejected_at timestamptz not null
);
create index on invoice_rejection (case_id);
create table invoice (
  proposal_id uuid primary key references invoice_proposal,
  case_id     uuid not null references disclosure_case,
  number      int not null check (number > 0),
  currency    text not null,
  sum         bigint not null,
  due_on      date not null,
  letter      int not null check (letter > 0),
  issued_by   uuid not null references staff_member,
  issued_at   timestamptz not null,
  unique (case_id, number)
);

-- Nothing is charged; why, as a code.
create table cost_waiver (
  case_id   uuid primary key references disclosure_case,
  reason    text not null check (reason ~ '^[a-z][a-z0-9-]{1,59}$'),
  waived_by uuid not null references staff_member,
  waived_at timestamptz not null
);
