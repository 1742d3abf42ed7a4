-- Handing a delivered production over once more, to another key, by two. Insert only.
alter table recipient_key
  add column purpose text not null default 'AGENCY' check (purpose in ('AGENCY', 'COURT', 'DEFENCE'));

create table reissue (
  id            uuid primary key,
  case_id       uuid not null references disclosure_case,
  production_id uuid not null references production,
  purpose       text not null check (purpose in ('agency', 'court', 'defence')),
  reason        text not null,
  recipient     text not null,
  digest        text not null,
  proposed_by   uuid not null,
  proposed_at   timestamptz not null
);
create index on reissue (case_id, proposed_at);

create table reissue_answer (
  reissue_id  uuid primary key references reissue,
  case_id     uuid not null references disclosure_case,
  confirmed   boolean not null,
  answered_by uuid not null,
  answered_at timestamptz not null,
  xact        bigint not null default pg_current_xact_id()::text::bigint
);
create index on reissue_answer (case_id);
