-- What comparing the reads with grants, ledger and platforms found; insert only.
CREATE TABLE reconciliation (
  id       uuid        PRIMARY KEY,
  at       timestamptz NOT NULL,
  from_at  timestamptz NOT NULL,
  until_at timestamptz NOT NULL CHECK (until_at >= from_at),
  result   bytea       NOT NULL CHECK (octet_length(result) > 0)
);
CREATE INDEX reconciliation_at ON reconciliation (at);
