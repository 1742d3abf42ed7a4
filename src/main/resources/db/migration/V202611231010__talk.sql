-- Questions to the officer and how each ended; what was said is sealed under the case's key.
create table clarification (
  id        uuid primary key,
  case_id   uuid not null references disclosure_case,
  number    int not null check (number > 0),
  reason    text not null check (reason ~ '^[a-z][a-z0-9-]{1,59}$'),
  words     bytea not null,
  asked_by  uuid not null references staff_member,
  asked_at  timestamptz not null,
  unique (case_id, number)
);
create table clarification_end (
  clarification_id uuid primary key references clarification,
  case_id          uuid not null references disclosure_case,
  how              text not null check (how in ('ANSWERED', 'CLOSED')),
  words            bytea,
  by               uuid not null,
  at               timestamptz not null,
  check ((how = 'ANSWERED') = (words is not null))
);
create index on clarification_end (case_id);

-- What a court or an authority has stopped: preserved, not produced, until somebody else lifts it.
create table suspension (
  id        uuid primary key,
  case_id   uuid not null references disclosure_case,
  number    int not null check (number > 0),
  ground    text not null check (ground ~ '^[a-z][a-z0-9-]{1,59}$'),
  authority text not null,
  docket    text not null,
  filed_on  date not null,
  until     date,
  begun_by  uuid not null references staff_member,
  begun_at  timestamptz not null,
  unique (case_id, number),
  check (until is null or until >= filed_on)
);
create table suspension_end (
  suspension_id uuid primary key references suspension,
  case_id       uuid not null references disclosure_case,
  outcome       text not null check (outcome ~ '^[a-z][a-z0-9-]{1,59}$'),
  ended_by      uuid not null references staff_member,
  ended_at      timestamptz not null
);
create index on suspension_end (case_id);

-- Who has taken themselves out of a case, and what staff note for one another.
create table conflict_declaration (
  id          uuid primary key,
  case_id     uuid not null references disclosure_case,
  person      uuid not null references staff_member,
  words       bytea not null,
  declared_at timestamptz not null,
  unique (case_id, person)
);
create table internal_note (
  id       uuid primary key,
  case_id  uuid not null references disclosure_case,
  words    bytea not null,
  noted_by uuid not null references staff_member,
  noted_at timestamptz not null
);
create index on internal_note (case_id, noted_at);
