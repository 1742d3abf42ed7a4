-- Lets the portal open a login for each run and close it afterwards, so that no login of the portal has a standing
-- right to read. PostgreSQL 16 or later. Run it as a superuser in the platform's database (on the primary, when the
-- portal reads a replica), once; running it again changes nothing:
--
--   psql -d PLATFORM -f grantor.sql
--   psql -d PLATFORM -c '\password chancery_grantor'
--
-- Then grant the mapped columns to chancery_reader (for Mastodon: the file sample-platform/grants.sql shows them).
--
--   chancery_reader   may read the mapped columns and cannot log in
--   chancery_grantor  may log in and call the functions below, and read nothing
--   chancery_opener   owns the functions; nobody logs in with it

DO $$
BEGIN
  IF current_setting('server_version_num')::int < 160000 THEN
    RAISE EXCEPTION 'PostgreSQL 16 or later is needed: before, who may create roles may give every right';
  END IF;
  IF to_regrole('chancery_reader') IS NULL THEN
    CREATE ROLE chancery_reader;
  END IF;
  IF to_regrole('chancery_opener') IS NULL THEN
    CREATE ROLE chancery_opener;
  END IF;
  IF to_regrole('chancery_grantor') IS NULL THEN
    CREATE ROLE chancery_grantor;
  END IF;
  ALTER ROLE chancery_reader NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD NULL;
  ALTER ROLE chancery_opener NOLOGIN NOSUPERUSER NOCREATEDB CREATEROLE NOREPLICATION NOBYPASSRLS;
  ALTER ROLE chancery_grantor LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO chancery_reader, chancery_grantor', current_database());
END;
$$;

-- It may hand the reader's rights on, and neither use nor become them.
GRANT chancery_reader TO chancery_opener WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
GRANT pg_signal_backend, pg_read_all_stats TO chancery_opener;
GRANT SET ON PARAMETER temp_file_limit TO chancery_opener;

CREATE SCHEMA IF NOT EXISTS chancery;
REVOKE ALL ON SCHEMA chancery FROM PUBLIC;
GRANT USAGE ON SCHEMA chancery TO chancery_opener, chancery_grantor;

-- Every run that was ever opened. The portal's reconciliation compares it with its own record, so a run that somebody
-- opened with the grantor's password, behind the portal's back, shows.
CREATE TABLE IF NOT EXISTS chancery.run (
  name        text        PRIMARY KEY CHECK (name ~ '^chancery_run_[0-9a-f]{32}_[0-9]{1,6}$'),
  role        oid         NOT NULL,
  opened_at   timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  closed_at   timestamptz
);
REVOKE ALL ON chancery.run FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (closed_at) ON chancery.run TO chancery_opener;

-- Ends what is left of one run.
CREATE OR REPLACE FUNCTION chancery.close_run(run_name text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE chancery.run SET closed_at = clock_timestamp() WHERE name = run_name AND closed_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF to_regrole(run_name) IS NOT NULL THEN
    EXECUTE format('ALTER ROLE %I NOLOGIN', run_name);
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = run_name;
    EXECUTE format('DROP ROLE %I', run_name);
  END IF;
  RETURN true;
END;
$$;

-- Closes runs whose time is over, and runs older than the grace that nobody is connected with: a run that lives has
-- its one session. So it may be called while another replica's run goes on.
CREATE OR REPLACE FUNCTION chancery.close_leftovers(grace_seconds integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  left_over text;
  closed    integer := 0;
BEGIN
  FOR left_over IN
    SELECT name FROM chancery.run
     WHERE closed_at IS NULL
       AND (valid_until <= clock_timestamp()
            OR (opened_at <= clock_timestamp() - make_interval(secs => grace_seconds)
                AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.usename = name)))
  LOOP
    IF chancery.close_run(left_over) THEN
      closed := closed + 1;
    END IF;
  END LOOP;
  RETURN closed;
END;
$$;

-- A fresh login for one run: one connection, reading only, for so many seconds.
CREATE OR REPLACE FUNCTION chancery.open_run(run_name text, verifier text, run_seconds integer, statement_seconds integer)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ends timestamptz := clock_timestamp() + make_interval(secs => run_seconds);
BEGIN
  IF verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
    RAISE EXCEPTION 'a SCRAM verifier is needed, never a password';
  END IF;
  IF run_seconds NOT BETWEEN 1 AND 86400 OR statement_seconds NOT BETWEEN 1 AND 86400 THEN
    RAISE EXCEPTION 'a run and a statement last a day at most';
  END IF;
  PERFORM chancery.close_leftovers(60);
  EXECUTE format(
    'CREATE ROLE %I LOGIN INHERIT CONNECTION LIMIT 1 PASSWORD %L VALID UNTIL %L IN ROLE chancery_reader',
    run_name, verifier, ends);
  INSERT INTO chancery.run (name, role, opened_at, valid_until)
    VALUES (run_name, to_regrole(run_name), clock_timestamp(), ends);
  EXECUTE format('ALTER ROLE %I SET default_transaction_read_only = on', run_name);
  EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', run_name, statement_seconds || 's');
  EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', run_name, statement_seconds || 's');
  EXECUTE format('ALTER ROLE %I SET idle_session_timeout = %L', run_name, '60s');
  EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', run_name, '10s');
  EXECUTE format('ALTER ROLE %I SET client_connection_check_interval = %L', run_name, '10s');
  EXECUTE format('ALTER ROLE %I SET temp_file_limit = %L', run_name, '10GB');
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE format('ALTER ROLE %I SET transaction_timeout = %L', run_name, run_seconds || 's');
  END IF;
END;
$$;

-- What the platform itself saw since a time; for the portal's reconciliation.
CREATE OR REPLACE FUNCTION chancery.runs(since timestamptz)
RETURNS TABLE (name text, opened_at timestamptz, valid_until timestamptz, closed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.name, r.opened_at, r.valid_until, r.closed_at FROM chancery.run r WHERE r.opened_at >= since ORDER BY 2
$$;

-- Whoever has the reader's rights outside of a run, and how many statements they have asked in this database. The
-- second needs pg_stat_statements (shared_preload_libraries); without it, it is null: not known.
CREATE OR REPLACE FUNCTION chancery.strangers()
RETURNS TABLE (role text, standing boolean, statements bigint, rows_given bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  place text := (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                  WHERE e.extname = 'pg_stat_statements');
  used  text := 'SELECT NULL::oid AS userid, NULL::bigint AS calls, NULL::bigint AS rows WHERE false';
BEGIN
  IF place IS NOT NULL THEN
    used := format('SELECT userid, calls, rows FROM %s.pg_stat_statements'
      || ' WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())', place);
  END IF;
  RETURN QUERY EXECUTE format($q$
    WITH RECURSIVE member (id) AS (
      SELECT 'chancery_reader'::regrole::oid
      UNION
      SELECT m.member FROM pg_auth_members m JOIN member ON m.roleid = member.id
       WHERE m.member <> 'chancery_opener'::regrole AND (m.inherit_option OR m.set_option OR m.admin_option)
         AND m.member NOT IN (SELECT r.role FROM chancery.run r WHERE r.closed_at IS NULL)
    )
    SELECT p.rolname::text,
           p.rolname <> 'chancery_reader' OR p.rolcanlogin,
           CASE WHEN %L THEN coalesce(sum(u.calls), 0)::bigint END,
           CASE WHEN %L THEN coalesce(sum(u.rows), 0)::bigint END
      FROM member JOIN pg_roles p ON p.oid = member.id LEFT JOIN (%s) u ON u.userid = p.oid
     GROUP BY p.oid, p.rolname, p.rolcanlogin ORDER BY 1
  $q$, place IS NOT NULL, place IS NOT NULL, used);
END;
$$;

DO $$
DECLARE
  routine regprocedure;
BEGIN
  FOR routine IN SELECT oid FROM pg_proc WHERE pronamespace = 'chancery'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO chancery_opener', routine);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', routine);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO chancery_grantor', routine);
  END LOOP;
  IF current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%' THEN
    CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
  END IF;
END;
$$;
