-- The platform's own people. What a person holds is rows with a beginning, an end and a reason: a
-- right for two hours is a row like any other. Who may insert them, R__guards.sql says.
alter table staff_member
  add column mail         text,
  add column contractor   boolean not null default false,
  add column admitted_at  timestamptz,
  -- Leaver mode: from here to the end of access no step that cannot be undone.
  add column leaver_from  timestamptz,
  add column absent_from  timestamptz,
  add column absent_until timestamptz,
  add column delegate     uuid references staff_member,
  -- The transaction that admitted the person, for the guard of an empty installation.
  add column xact         bigint not null default (pg_current_xact_id()::text::bigint),
  add constraint contractor_has_an_end check (not contractor or access_until is not null),
  add constraint absence_has_both_ends check ((absent_from is null) = (absent_until is null) and absent_until > absent_from);

create table role_grant (
  id          uuid primary key,
  staff_id    uuid not null references staff_member,
  role        text not null check (role in ('clerk', 'reviewer', 'approver', 'custodian', 'releaser',
                'auditor', 'administrator')),
  kind        text not null check (kind in ('STANDING', 'ELEVATION', 'BREAK_GLASS')),
  reason      text not null check (length(reason) between 1 and 2000),
  valid_from  timestamptz not null,
  valid_until timestamptz,
  basis       text not null check (basis in ('SEED', 'BOOTSTRAP', 'PROPOSAL')),
  proposal_id uuid,
  xact        bigint not null default (pg_current_xact_id()::text::bigint),
  constraint role_grant_ends_after_it_begins check (valid_until > valid_from),
  constraint role_for_a_time_has_an_end check (kind = 'STANDING' or valid_until is not null),
  constraint role_grant_names_its_proposal check ((basis = 'PROPOSAL') = (proposal_id is not null))
);
create index on role_grant (staff_id);
-- A proposal gives each of its roles once.
create unique index on role_grant (proposal_id, role);

-- A right that was taken before its end. Insert only: what is taken is granted anew, by two people.
create table role_end (
  grant_id uuid primary key references role_grant,
  ended_at timestamptz not null,
  ended_by uuid not null,
  reason   text not null check (length(reason) between 1 and 2000)
);

-- What an auditor found after a role was broken out of its glass. Insert only.
create table break_glass_review (
  grant_id    uuid primary key references role_grant,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  outcome     text not null check (outcome in ('JUSTIFIED', 'UNJUSTIFIED')),
  words       text not null check (length(words) between 1 and 2000)
);

-- A review of everybody's rights, line by line, signed as a whole. Insert only.
create table access_review (
  id        uuid primary key,
  digest    text not null check (digest ~ '^[0-9a-f]{64}$'),
  signed_by uuid not null,
  signed_at timestamptz not null
);

create table access_review_line (
  review_id uuid not null references access_review,
  grant_id  uuid not null references role_grant,
  kept      boolean not null,
  primary key (review_id, grant_id)
);
create index on access_review_line (grant_id);

insert into role_grant (id, staff_id, role, kind, reason, valid_from, basis)
  select gen_random_uuid(), m.id, r, 'STANDING', 'held before rights were rows', now(), 'SEED'
    from staff_member m, unnest(string_to_array(m.roles, ' ')) r
   where r <> '';
alter table staff_member drop column roles;
