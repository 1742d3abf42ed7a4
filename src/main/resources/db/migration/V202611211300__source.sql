-- Uses of read grants. Insert only: an attempt is committed before the platform is asked, its outcome after.
-- No column names an account, a case or a person.

CREATE TABLE read_grant_use (
  grant_id     uuid        NOT NULL,
  attempt      integer     NOT NULL CHECK (attempt >= 1),
  kind         text        NOT NULL CHECK (kind IN ('resolve', 'count', 'disclose')),
  source       text        NOT NULL,
  query_digest text        NOT NULL CHECK (query_digest ~ '^[0-9a-f]{64}$'),
  begun_at     timestamptz NOT NULL,
  PRIMARY KEY (grant_id, attempt)
);

CREATE TABLE read_grant_outcome (
  grant_id       uuid        NOT NULL,
  attempt        integer     NOT NULL,
  outcome        text        NOT NULL CHECK (outcome IN ('SUCCEEDED', 'FAILED', 'OVERTAKEN')),
  reason         text,
  rows_read      bigint      NOT NULL CHECK (rows_read >= 0),
  bytes_read     bigint      NOT NULL CHECK (bytes_read >= 0),
  content_digest text        CHECK (content_digest ~ '^[0-9a-f]{64}$'),
  ended_at       timestamptz NOT NULL,
  PRIMARY KEY (grant_id, attempt),
  FOREIGN KEY (grant_id, attempt) REFERENCES read_grant_use (grant_id, attempt)
);

-- A grant is spent by one successful run, whoever races.
CREATE UNIQUE INDEX read_grant_outcome_spent ON read_grant_outcome (grant_id) WHERE outcome = 'SUCCEEDED';

CREATE TABLE read_grant_revocation (
  grant_id   uuid        PRIMARY KEY,
  revoked_at timestamptz NOT NULL
);

CREATE FUNCTION refuse_change_of_read_grant_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER read_grant_use_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON read_grant_use
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_read_grant_use();
CREATE TRIGGER read_grant_outcome_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON read_grant_outcome
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_read_grant_use();
CREATE TRIGGER read_grant_revocation_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON read_grant_revocation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_read_grant_use();
