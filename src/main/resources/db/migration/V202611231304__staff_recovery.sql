-- What whoever runs the machine permits when nobody is left who could bring anybody in. Written with the owner's login
-- alone, good for minutes, kept for good.
create table staff_recovery (
  id      uuid primary key,
  subject text        not null,
  role    text        not null check (role in ('administrator', 'approver')),
  made_at timestamptz not null default now()
);
alter table role_grant drop constraint role_grant_basis_check,
  add constraint role_grant_basis_check check (basis in ('SEED', 'BOOTSTRAP', 'OPERATOR', 'PROPOSAL'));
