-- What was unusual about a staff member's day, with the numbers behind it; found once. Insert only.
create table anomaly (
  id        uuid        primary key,
  person_id uuid        not null,
  day       date        not null,
  kind      text        not null check (kind in ('VOLUME', 'HOURS', 'UNASSIGNED', 'COUNTRY', 'AGENCY', 'PROTECTED')),
  about     text        not null,
  numbers   bigint[]    not null,
  found_at  timestamptz not null,
  unique (person_id, day, kind, about)
);

create table anomaly_answer (
  anomaly_id  uuid        primary key references anomaly,
  answered_by uuid        not null,
  answered_at timestamptz not null,
  outcome     text        not null check (outcome in ('EXPLAINED', 'FOLLOWED_UP')),
  words       text        not null check (length(words) between 1 and 2000)
);

-- Everybody's entries of a time, for the search.
create index entry_of_people on custody.entry (at, id) where custody.person_of(bytes) is not null;
