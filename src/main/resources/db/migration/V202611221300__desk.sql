-- What a reviewer learns before a decision: numbers and hints, sealed under the case's key. Insert only.
create table target_count (
  id         uuid primary key,
  case_id    uuid not null references disclosure_case,
  target     int not null check (target > 0),
  grant_id   uuid not null,
  counted_by uuid not null,
  counted_at timestamptz not null,
  sealed     bytea not null,
  digest     text not null check (digest ~ '^[0-9a-f]{64}$')
);
create index on target_count (case_id, counted_at);

create table linked_account (
  id             uuid primary key,
  case_id        uuid not null references disclosure_case,
  count_id       uuid not null references target_count,
  hint           text not null,
  evidence       text not null,
  account_hash   text not null,
  account_sealed bytea not null
);
create index on linked_account (count_id);

-- The counts that stood beside the items when a decision was proposed.
alter table review_decision add column counts text;

-- What two people withhold from a package. The collected set stays as it was read. Insert only.
alter table artefact_decision drop constraint artefact_decision_outcome_check;
alter table artefact_decision add constraint artefact_decision_outcome_check
  check (outcome in ('ACCEPT', 'EXCLUDE'));

create table exclusion (
  id           uuid primary key,
  case_id      uuid not null references disclosure_case,
  change       text not null check (change in ('EXCLUDE', 'INCLUDE')),
  reason       text not null check (reason in ('attorney-client-privilege', 'third-party', 'out-of-scope',
                 'legally-protected-source', 'other')),
  words_sealed bytea not null,
  collected    text not null check (collected ~ '^[0-9a-f]{64}$'),
  items        bigint not null check (items > 0),
  digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
  proposed_by  uuid not null,
  proposed_at  timestamptz not null
);
create index on exclusion (case_id, proposed_at);

create table excluded_item (
  id           uuid primary key,
  exclusion_id uuid not null references exclusion,
  case_id      uuid not null references disclosure_case,
  item_key     text not null check (item_key ~ '^[0-9a-f]{64}$'),
  unique (exclusion_id, item_key)
);

create table exclusion_answer (
  exclusion_id uuid primary key references exclusion,
  case_id      uuid not null references disclosure_case,
  confirmed    boolean not null,
  answered_by  uuid not null,
  answered_at  timestamptz not null
);
create index on exclusion_answer (case_id);

-- Who reads a task until when, by the database's clock, and how far.
alter table collection_task add column worker text;
alter table collection_task add column started_at timestamptz;
alter table collection_task add column lease_until timestamptz;
alter table collected_artefact add column fence int not null default 0;

create table collection_progress (
  task_id     uuid not null references collection_task,
  case_id     uuid not null references disclosure_case,
  field_group text not null,
  fence       int not null,
  row_count   bigint not null,
  primary key (task_id, field_group)
);
create index on collection_progress (case_id);
