-- The fourth kind of grant; what a reconciliation needs to know of a use: until when the grant opened, and which
-- snapshot of the platform was read (PostgreSQL: pg_current_snapshot()).
ALTER TABLE read_grant_use DROP CONSTRAINT read_grant_use_kind_check;
ALTER TABLE read_grant_use ADD CONSTRAINT read_grant_use_kind_check
  CHECK (kind IN ('resolve', 'count', 'snapshot', 'disclose'));

-- Null in rows from before this migration.
ALTER TABLE read_grant_use ADD COLUMN expires_at timestamptz;

-- Null when the platform was not reached, or keeps no snapshots.
ALTER TABLE read_grant_outcome ADD COLUMN snapshot text;

CREATE INDEX read_grant_use_begun ON read_grant_use (begun_at);
