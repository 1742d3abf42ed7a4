-- A case that asks for somebody because of what they say: raised once, taken back by nobody.
create table expression_flag (
  case_id   uuid primary key references disclosure_case,
  reason    text not null check (reason ~ '^[a-z][a-z0-9-]{1,59}$'),
  raised_by uuid not null references staff_member,
  raised_at timestamptz not null
);
