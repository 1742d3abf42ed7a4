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
