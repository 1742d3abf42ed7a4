-- What others say about the ledger's checkpoints, and what this installation says about other
-- ledgers (docs/formats/ledger.md). Append-only like the rest of the schema.

-- RFC 3161 responses over the exact bytes of a checkpoint.
create table custody.timestamp (
  size bigint primary key,
  tsr bytea not null,
  at timestamptz not null
);

-- Witnesses' signature lines over a checkpoint (C2SP tlog-cosignature).
create table custody.cosignature (
  size bigint not null,
  witness text not null,
  line text not null,
  primary key (size, witness)
);

-- Checkpoints of other logs that this installation cosigned as their witness.
create table custody.witnessed (
  origin text not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note bytea not null,
  at timestamptz not null,
  primary key (origin, size)
);

do $$
declare
  name text;
begin
  foreach name in array array['timestamp', 'cosignature', 'witnessed'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on custody.%I
         for each statement execute function custody.refuse_change()', name);
    execute format('alter table custody.%I enable always trigger append_only', name);
    execute format('revoke all on custody.%I from public', name);
    execute format('grant select, insert on custody.%I to chancery_app', name);
  end loop;
end
$$;
