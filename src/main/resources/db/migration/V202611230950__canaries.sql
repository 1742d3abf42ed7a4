-- Accounts that nobody has a reason to ask for, by keyed hash: whoever does raises an alarm.
create table canary_account (
  account_hash text        primary key check (account_hash ~ '^[0-9a-f]{64}$'),
  reason       text        not null,
  recorded_at  timestamptz not null,
  in_force     boolean     not null,
  proposal_id  uuid        not null references proposal
);

-- From which networks an agency's people and systems are let in: CIDR, separated by spaces; empty for everywhere.
create table agency_network (
  agency_id   uuid        primary key references agency,
  networks    text        not null check (length(networks) <= 3000),
  proposal_id uuid        not null references proposal,
  changed_at  timestamptz not null
);
