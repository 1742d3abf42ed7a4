-- What happened to a case in the law's eyes. Every clock of the case is computed from these rows and
-- its pack's rules, nothing else; what a row did to which clock is not stored. Insert only.
create table clock_event_new (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  event       text not null check (event ~ '^[a-z][a-z0-9-]{1,59}$'),
  at          timestamptz not null,
  given       timestamptz,
  recorded_at timestamptz not null
);
insert into clock_event_new
  select id, case_id, case event when 'START' then 'receipt' else 'answered' end, at, null, at from clock_event;
drop table clock_event;
alter table clock_event_new rename to clock_event;
create index on clock_event (case_id);
