-- Agencies by two people, officers by vouching, and what the identity provider still has to be told.

alter table agency
  add column kind             text not null default 'police'
    check (kind in ('police', 'prosecutor', 'court', 'customs', 'intelligence', 'regulator', 'other')),
  add column regimes          text not null default '',
  add column verified_at      timestamptz,
  add column suspended_reason text;
update agency set verified_at = recorded_at;
alter table agency alter column verified_at set not null;

-- Exact mail domains: no officer is vouched for with an address in any other.
create table agency_domain (
  domain     text primary key check (domain = lower(domain) and domain ~ '^[a-z0-9-]+(\.[a-z0-9-]+)+$'),
  agency_id  uuid        not null references agency,
  added_at   timestamptz not null
);
create index on agency_domain (agency_id);

-- Numbers for call-backs, with their age: a number that was given yesterday proves nothing.
create table contact_number (
  id          uuid primary key,
  agency_id   uuid        not null references agency,
  number      text        not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  source      text        not null check (length(source) between 1 and 500),
  recorded_at timestamptz not null,
  retired_at  timestamptz
);
create index on contact_number (agency_id);

-- An agency that a clerk is about to propose, with the evidence collected for it.
create table agency_application (
  id          uuid primary key,
  content     text        not null,
  begun_by    uuid        not null references staff_member,
  begun_at    timestamptz not null,
  admitted_at timestamptz,
  version     bigint      not null
);

create table agency_evidence (
  id             uuid primary key,
  application_id uuid        not null references agency_application,
  kind           text        not null check (kind in ('directory', 'dns', 'mail', 'letter')),
  words          text        not null check (length(words) <= 2000),
  domain         text,
  challenge      text,
  recorded_by    uuid        not null references staff_member,
  recorded_at    timestamptz not null,
  met_at         timestamptz
);
create index on agency_evidence (application_id);

alter table officer
  add column badge       text not null default '',
  add column unit        text not null default '',
  add column vouched_by  uuid,
  add column seen_at     timestamptz,
  add column verified_at timestamptz;
create unique index officer_mail on officer (lower(mail)) where ended_at is null;

-- What the identity provider has to be told; name and address only until an invitation is sent.
create table identity_order (
  id         uuid primary key,
  number     bigint generated always as identity,
  person     uuid        not null,
  realm      text        not null check (realm in ('agency', 'staff')),
  act        text        not null check (act in ('INVITE', 'SUSPEND', 'RESUME', 'END', 'LOGOUT')),
  ordered_at timestamptz not null,
  done_at    timestamptz,
  failure    text,
  full_name  text,
  mail       text,
  check (done_at is null or (full_name is null and mail is null))
);
create index on identity_order (person);

-- When the passkey was enrolled that was touched, as the identity provider said at the touch.
alter table step_up add column newest_key_at timestamptz;
