-- The emergency path: the officer's words, the supervisor's confirmation, the call-back, the reviewer's answers,
-- and the process that is owed afterwards. Everything but the flag is insert only.
alter table disclosure_case add column emergency boolean not null default false;
create index on disclosure_case (emergency, next_clock_at);

-- The officer's own words about each part of the statutory test, sealed with the case's key.
create table emergency_statement (
  id      uuid primary key,
  case_id uuid not null references disclosure_case,
  part    text not null check (part ~ '^[a-z][a-z0-9-]{1,59}$'),
  words   bytea not null,
  unique (case_id, part)
);

-- What the reviewer finds about each part; the newest of a part counts.
create table emergency_answer (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  part        text not null check (part ~ '^[a-z][a-z0-9-]{1,59}$'),
  holds       boolean not null,
  words       text not null check (length(words) between 3 and 2000),
  answered_by uuid not null references staff_member,
  answered_at timestamptz not null
);
create index on emergency_answer (case_id);

-- One answer of the agency's own supervisor.
create table emergency_confirmation (
  id           uuid primary key,
  case_id      uuid not null unique references disclosure_case,
  confirmed    boolean not null,
  words        text not null check (length(words) between 3 and 2000),
  confirmed_by uuid not null references officer,
  confirmed_at timestamptz not null,
  unique (case_id, id)
);

-- Each call to a number of the directory.
create table call_back (
  id        uuid primary key,
  case_id   uuid not null references disclosure_case,
  number_id uuid not null references contact_number,
  outcome   text not null check (outcome in ('CONFIRMED', 'DENIED', 'NOT_REACHED')),
  evidence  text not null check (length(evidence) between 3 and 2000),
  called_by uuid not null references staff_member,
  called_at timestamptz not null,
  unique (case_id, id)
);

-- What an emergency's verification rests on: no status after SUBMITTED without this row.
create table emergency_verification (
  case_id         uuid primary key references disclosure_case,
  confirmation_id uuid not null,
  call_back_id    uuid not null,
  recorded_at     timestamptz not null,
  foreign key (case_id, confirmation_id) references emergency_confirmation (case_id, id),
  foreign key (case_id, call_back_id) references call_back (case_id, id)
);

-- The process that an agency owes after an emergency, and how that ended.
create table obligation (
  case_id   uuid primary key references disclosure_case,
  agency_id uuid not null references agency,
  due_at    timestamptz not null,
  citation  text not null,
  since     timestamptz not null
);
create index on obligation (agency_id, due_at);

create table obligation_end (
  id        uuid primary key,
  case_id   uuid not null references obligation,
  how       text not null check (how in ('MET', 'ESCALATED')),
  follow_up uuid references disclosure_case,
  ended_by  uuid not null,
  ended_at  timestamptz not null,
  unique (case_id, how),
  check ((how = 'MET') = (follow_up is not null) and follow_up <> case_id)
);
