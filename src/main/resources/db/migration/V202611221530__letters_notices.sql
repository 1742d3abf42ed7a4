-- Letters to the officer, in both languages, sealed under the case's key. Insert only.
create table letter (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  number      int not null check (number > 0),
  kind        text not null check (kind in ('RECEIPT', 'OBJECTION', 'NARROWING', 'REFUSAL', 'EPOC_FORM_3',
                'NO_RECORDS')),
  template    text not null,
  language    text not null check (language in ('en', 'de')),
  html_sealed bytea not null,
  html_sha256 text not null check (html_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_sealed  bytea not null,
  pdf_sha256  text not null check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  issued_at   timestamptz not null,
  unique (case_id, number, language)
);

-- Who works on a case: every change a row, the present in the case's own row for the queue.
create table assignment (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  person      uuid references staff_member,
  assigned_by uuid not null references staff_member,
  at          timestamptz not null
);
create index on assignment (case_id, at);
alter table disclosure_case add column assigned_to uuid references staff_member;

-- The place in queues: emergencies a hundred years before, what has no clock last (DisclosureCase).
alter table disclosure_case add column queue_at timestamptz not null default '9999-12-31T00:00:00Z';
update disclosure_case
   set queue_at = coalesce(next_clock_at, '9999-12-31T00:00:00Z')
                  - case when emergency then interval '36500 days' else interval '0 days' end;

-- Queue and search walk these in order, whatever the number of cases.
create index on disclosure_case (status, queue_at, reference);
create index on disclosure_case (assigned_to, status, queue_at, reference) where assigned_to is not null;
create index on disclosure_case (agency_id, received_at desc, reference desc);
create index on legal_instrument (lower(docket));
