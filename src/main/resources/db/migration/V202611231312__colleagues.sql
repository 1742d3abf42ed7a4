-- Colleagues of the same agency who may fetch a production in the officer's place, and who opened it last.
alter table delivery_grant add column opened_by uuid references officer;
update delivery_grant set opened_by = officer_id where attempts > 0;

create table delivery_colleague (
  id         uuid primary key,
  case_id    uuid not null references disclosure_case,
  grant_id   uuid not null references delivery_grant,
  officer_id uuid not null references officer,
  named_by   uuid not null references officer,
  at         timestamptz not null
);
create index on delivery_colleague (grant_id);

create table delivery_colleague_end (
  colleague_id uuid primary key references delivery_colleague,
  case_id      uuid not null references disclosure_case,
  ended_by     uuid not null references officer,
  at           timestamptz not null
);
