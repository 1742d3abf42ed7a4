-- What follows a release: recall after the first byte, deletion as a duty, loss or exposure of a production.
-- The kinds of letters are those of LetterKind; the code is their one list.
alter table letter drop constraint letter_kind_check;
alter table letter add constraint letter_kind_check check (kind ~ '^[A-Z][A-Z0-9_]{2,40}$');

create table recall_notice (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  reason      text not null check (reason ~ '^[a-z][a-z0-9-]{2,60}$'),
  productions int not null check (productions > 0),
  issued_by   uuid not null references staff_member,
  issued_at   timestamptz not null,
  due_at      timestamptz not null check (due_at > issued_at)
);
create index on recall_notice (case_id, issued_at);

-- What happened to the duty to delete; each at most once.
create table deletion_event (
  id        uuid primary key,
  notice_id uuid not null references recall_notice,
  case_id   uuid not null references disclosure_case,
  kind      text not null check (kind in ('REMINDED', 'CONFIRMED', 'ESCALATED')),
  done_by   uuid not null,
  at        timestamptz not null,
  unique (notice_id, kind)
);
create index on deletion_event (case_id);

create table breach_report (
  id            uuid primary key,
  case_id       uuid not null references disclosure_case,
  production_id uuid not null references production,
  kind          text not null check (kind in ('lost', 'exposed', 'accessed')),
  noticed_on    date not null,
  side          text not null check (side in ('agency', 'platform')),
  words_sealed  bytea not null,
  reported_by   uuid not null,
  reported_at   timestamptz not null
);
create index on breach_report (case_id);
create index on breach_report (reported_at);
