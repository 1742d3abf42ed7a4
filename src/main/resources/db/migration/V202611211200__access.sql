-- Who acts in this transaction, as io.chancery.access set it at the transaction's start. Nobody
-- signed in: null, so that a policy that compares with it shows nothing.
create function acting_actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('chancery.actor', true), '')::uuid;

create function acting_agency() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('chancery.agency', true), '')::uuid;

-- 'staff', 'agency', 'system' or null.
create function acting_side() returns text
  language sql stable parallel safe
  return nullif(current_setting('chancery.side', true), '');

-- A touch of the passkey for one act on one object (docs/adr/0008).
create table step_up (
  id             uuid primary key,
  actor          uuid        not null,
  realm          text        not null check (realm in ('agency', 'staff')),
  subject        text        not null,
  act            text        not null check (act ~ '^[a-z][a-z0-9-]{0,62}$'),
  object         text        not null check (length(object) between 1 and 200),
  back           text        not null check (length(back) between 1 and 500),
  state_hash     bytea       not null unique,
  nonce          text        not null,
  verifier       text        not null,
  begun_at       timestamptz not null,
  touched_at     timestamptz,
  completed_at   timestamptz,
  consumed_at    timestamptz,
  check (completed_at is null or touched_at is not null),
  check (consumed_at is null or completed_at is not null)
);
create index step_up_to_consume on step_up (actor, act, object) where consumed_at is null;

alter table step_up enable row level security;
create policy step_up_own on step_up
  using (actor = acting_actor() or acting_side() = 'system')
  with check (actor = acting_actor());
