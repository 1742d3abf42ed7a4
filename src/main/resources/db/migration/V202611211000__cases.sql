-- The case and what stands around it. Times are timestamptz, enums TEXT with CHECK, ids UUIDv7.
-- Rows that carry an agency are under row-level security (R__guards.sql).

-- directory -------------------------------------------------------------------------------------
create table agency (
  id           uuid primary key,
  slug         text not null unique,
  name         text not null,
  country      text not null check (country ~ '^[A-Z]{2}$'),
  client_id    text unique,
  recorded_at  timestamptz not null,
  suspended_at timestamptz,
  version      bigint not null
);

create table officer (
  id         uuid primary key,
  agency_id  uuid not null references agency,
  subject    text not null unique,
  full_name  text not null,
  mail       text not null,
  role       text not null check (role in ('officer', 'supervisor')),
  vouched_at timestamptz not null,
  ended_at   timestamptz,
  version    bigint not null
);

create table staff_member (
  id           uuid primary key,
  subject      text not null unique,
  full_name    text not null,
  title        text not null,
  roles        text not null,
  access_until timestamptz,
  version      bigint not null
);

create table recipient_key (
  id            uuid primary key,
  agency_id     uuid not null references agency,
  kind          text not null check (kind in ('AGE')),
  recipient     text not null,
  fingerprint   text not null,
  registered_at timestamptz not null,
  confirmed_at  timestamptz,
  revoked_at    timestamptz
);

create table protected_account (
  account_hash text primary key,
  reason       text not null,
  recorded_at  timestamptz not null
);

-- intake ----------------------------------------------------------------------------------------
create table draft (
  id         uuid primary key,
  agency_id  uuid not null references agency,
  officer_id uuid references officer,
  draft_key  bytea not null,
  form       bytea not null,
  created_at timestamptz not null,
  case_id    uuid unique,
  version    bigint not null
);

create table draft_upload (
  draft_id  uuid primary key references draft,
  vault_key text not null,
  sha256    text not null,
  bytes     bigint not null,
  at        timestamptz not null
);

-- casework --------------------------------------------------------------------------------------
create sequence case_number;

create table disclosure_case (
  id           uuid primary key,
  reference    text not null unique,
  agency_id    uuid not null references agency,
  officer_id   uuid not null references officer,
  regime       text not null,
  kind         text not null,
  pack_version text not null,
  status       text not null check (status in ('SUBMITTED', 'IN_REVIEW', 'AWAITING_APPROVAL',
                 'APPROVED', 'COLLECTING', 'COLLECTED', 'SEALED', 'RELEASED', 'DELIVERED',
                 'CLOSED', 'REFUSED', 'WITHDRAWN')),
  received_at  timestamptz not null,
  next_clock_at timestamptz,
  case_key     bytea,
  version      bigint not null
);
create index on disclosure_case (status, next_clock_at);
create index on disclosure_case (agency_id, received_at);

create table legal_instrument (
  case_id     uuid primary key references disclosure_case,
  kind        text not null,
  authority   text not null,
  issuer_type text not null,
  docket      text not null,
  issued_on   date not null,
  vault_key   text not null,
  sha256      text not null,
  bytes       bigint not null
);
create index on legal_instrument (sha256);

create table target (
  id                uuid primary key,
  case_id           uuid not null references disclosure_case,
  number            int not null check (number > 0),
  identifier_kind   text not null,
  identifier_sealed bytea not null,
  identifier_hash   text not null,
  time_zone         text not null,
  resolution        text not null check (resolution in ('PENDING', 'FOUND', 'NOT_FOUND')),
  account_sealed    bytea,
  account_hash      text,
  version           bigint not null,
  unique (case_id, number)
);
create index on target (identifier_hash);

create table scope_item (
  id           uuid primary key,
  case_id      uuid not null references disclosure_case,
  target       int not null,
  number       int not null check (number > 0),
  field_group  text not null,
  period_from  timestamptz not null,
  period_until timestamptz not null check (period_from < period_until),
  unique (case_id, number)
);

-- Who took which step: four-eyes rules and the triggers read it. Insert only.
create table step_taken (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  step        text not null,
  actor_id    uuid not null,
  role        text not null,
  from_status text,
  to_status   text not null,
  at          timestamptz not null
);
create index on step_taken (case_id, at);

-- What each stage left for the next, chained by digest. Insert only.
create table hand_off (
  id       uuid primary key,
  case_id  uuid not null references disclosure_case,
  kind     text not null,
  bytes    bytea not null,
  sha256   text not null,
  previous text,
  at       timestamptz not null
);
create index on hand_off (case_id, kind, at);

-- Events that start, suspend or end a clock. Insert only; lateness is computed.
create table clock_event (
  id      uuid primary key,
  case_id uuid not null references disclosure_case,
  clock   text not null,
  event   text not null check (event in ('START', 'END')),
  at      timestamptz not null,
  due_at  timestamptz
);
create index on clock_event (case_id);

-- verification ----------------------------------------------------------------------------------
create table verification_check (
  id       uuid primary key,
  case_id  uuid not null references disclosure_case,
  name     text not null,
  outcome  text not null check (outcome in ('PASSED', 'FAILED')),
  evidence text not null,
  by       uuid not null,
  at       timestamptz not null
);
create index on verification_check (case_id, at);

-- review ----------------------------------------------------------------------------------------
create table review_decision (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  shown       bytea not null,
  digest      text not null
);
create index on review_decision (case_id, proposed_at);

create table item_decision (
  id           uuid primary key,
  decision_id  uuid not null references review_decision,
  case_id      uuid not null references disclosure_case,
  item         int not null,
  outcome      text not null check (outcome in ('GRANT', 'NARROW', 'DENY')),
  reason       text not null,
  explanation  text not null,
  period_from  timestamptz,
  period_until timestamptz,
  unique (decision_id, item)
);

-- collection ------------------------------------------------------------------------------------
create table collection_task (
  id         uuid primary key,
  case_id    uuid not null references disclosure_case,
  run        int not null,
  target     int not null,
  status     text not null check (status in ('QUEUED', 'LEASED', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  fence      int not null,
  row_count  bigint not null,
  failure    text,
  acknowledged_by uuid,
  created_at timestamptz not null,
  ended_at   timestamptz,
  version    bigint not null,
  unique (case_id, run, target)
);

create table collected_artefact (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  task_id     uuid not null references collection_task,
  grant_id    uuid not null,
  target      int not null,
  field_group text not null,
  name        text not null,
  vault_key   text not null,
  sha256      text not null,
  row_count   bigint not null,
  bytes       bigint not null
);
create index on collected_artefact (case_id);

-- packaging -------------------------------------------------------------------------------------
create table production (
  id           uuid primary key,
  case_id      uuid not null references disclosure_case,
  number       int not null,
  status       text not null check (status in ('BUILDING', 'SEALED', 'VOIDED', 'FAILED')),
  started_by   uuid not null,
  seen_version bigint not null,
  failure      text,
  created_at   timestamptz not null,
  file_name    text,
  vault_key    text,
  ciphertext   text,
  manifest     text,
  recipient    text,
  bytes        bigint,
  checked      boolean not null,
  version      bigint not null,
  unique (case_id, number)
);

create table artefact_decision (
  id            uuid primary key,
  case_id       uuid not null references disclosure_case,
  production_id uuid not null references production,
  artefact      text not null,
  outcome       text not null check (outcome in ('ACCEPT')),
  by            uuid not null,
  at            timestamptz not null,
  unique (production_id, artefact)
);

-- delivery --------------------------------------------------------------------------------------
create table delivery_grant (
  id            uuid primary key,
  case_id       uuid not null references disclosure_case,
  production_id uuid not null references production,
  officer_id    uuid not null references officer,
  token_hash    text not null unique,
  status        text not null check (status in ('ISSUED', 'OPENED', 'COMPLETED', 'EXPIRED', 'REVOKED')),
  not_before    timestamptz not null,
  expires_at    timestamptz not null,
  attempts      int not null,
  sent_bytes    bigint not null,
  created_at    timestamptz not null,
  version       bigint not null
);
create index on delivery_grant (case_id);

create table delivery_receipt (
  id         uuid primary key,
  case_id    uuid not null references disclosure_case,
  grant_id   uuid not null unique references delivery_grant,
  officer_id uuid not null references officer,
  ciphertext text not null,
  at         timestamptz not null
);

-- notification ----------------------------------------------------------------------------------
create table outbox (
  id         uuid primary key,
  kind       text not null,
  reference  text not null,
  recipient  text not null,
  created_at timestamptz not null,
  sent_at    timestamptz,
  attempts   int not null,
  retry_at   timestamptz not null,
  failure    text
);
create index on outbox (retry_at) where sent_at is null;

-- The task queue of db-scheduler (its published table for PostgreSQL).
create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index on scheduled_tasks (execution_time);
create index on scheduled_tasks (last_heartbeat);
create index on scheduled_tasks (priority desc, execution_time asc);
