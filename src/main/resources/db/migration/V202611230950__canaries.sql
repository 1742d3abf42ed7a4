-- Accounts that nobody has a reason to ask for, by keyed hash: whoever does raises an alarm.
create table canary_account (
  account_hash text        primary key check (account_hash ~ '^[0-9a-f]{64}$'),
  reason       text        not null,
  recorded_at  timestamptz not null,
  in_force     boolean     not null,
  proposal_id  uuid        not null references proposal
);
