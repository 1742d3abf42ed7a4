-- What two people agreed to end or to erase, when it happens, and how that ended.
create table planned_act (
  proposal_id uuid primary key references proposal,
  case_id     uuid not null references disclosure_case,
  what        text not null check (what in ('LIFT', 'SNAPSHOT', 'PRODUCTION')),
  reason      text not null check (reason ~ '^[a-z][a-z0-9-]{1,59}$'),
  planned_at  timestamptz not null,
  runs_at     timestamptz not null check (runs_at >= planned_at)
);
create index on planned_act (case_id);
create table planned_act_end (
  proposal_id uuid primary key references planned_act,
  how         text not null check (how in ('DONE', 'STOPPED')),
  by          uuid not null,
  at          timestamptz not null
);
alter table production drop constraint production_status_check;
alter table production add constraint production_status_check
  check (status in ('BUILDING', 'SEALED', 'VOIDED', 'FAILED', 'PURGED'));
