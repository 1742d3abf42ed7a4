-- What the application's login may do, table by table: a table without a line here is out of its
-- reach. Whoever adds a table adds its line; the changed text makes Flyway run the file again.
-- Rows that prove something are inserted and read, never changed: select, insert.
grant usage on schema public to ${app};

grant select, insert, update, delete on step_up to ${app};
