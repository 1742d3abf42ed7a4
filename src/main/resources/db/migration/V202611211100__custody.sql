-- The custody ledger (docs/formats/ledger.md). Append-only is a fact of the database: the
-- application's role may read and insert, and triggers refuse everything else to everybody.
create schema if not exists custody;

create table custody.entry (
  id uuid primary key,
  case_id uuid,
  n bigint,
  at timestamptz not null,
  bytes bytea not null check (octet_length(bytes) between 1 and 65535),
  -- RFC 6962 section 2.1; computed here, so that no writer can say otherwise.
  leaf_hash bytea not null generated always as (sha256('\x00'::bytea || bytes)) stored,
  -- The transaction that inserted it. The sequencer looks only at entries of transactions that were
  -- still running at its last complete look: late commits are found, old entries are not read again.
  xact bigint not null default (pg_current_xact_id()::text::bigint),
  constraint entry_is_numbered_in_its_case check ((case_id is null) = (n is null) and n >= 1),
  constraint entry_number_is_unique unique (case_id, n)
);
create index entry_xact on custody.entry (xact);

-- Position in the tree, with the hash that was integrated there: a second copy, so that an entry
-- that is changed later no longer fits its leaf.
create table custody.leaf (
  seq bigint primary key check (seq >= 0),
  entry_id uuid not null unique,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32)
);

-- Full tiles of every level; partial ones from level 1 upwards. Partial tiles of level 0 are read
-- from custody.leaf.
create table custody.tile (
  level smallint not null check (level between 0 and 7),
  idx bigint not null check (idx >= 0),
  width smallint not null check (width between 1 and 256),
  hashes bytea not null,
  primary key (level, idx, width),
  constraint tile_holds_its_width check (octet_length(hashes) = width * 32)
);

create table custody.checkpoint (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note bytea not null
);

create function custody.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'custody.% is append-only: % is refused', tg_table_name, tg_op
    using errcode = 'insufficient_privilege';
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['entry', 'leaf', 'tile', 'checkpoint'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on custody.%I
         for each statement execute function custody.refuse_change()', name);
    -- "always": also when a session calls itself a replica.
    execute format('alter table custody.%I enable always trigger append_only', name);
    execute format('revoke all on custody.%I from public', name);
    execute format('grant select, insert on custody.%I to chancery_app', name);
  end loop;
end
$$;

revoke all on schema custody from public;
grant usage on schema custody to chancery_app;
