package io.chancery.platform.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL from its own binaries: durable settings, passwords for everybody, reachable on
 * the loopback address only. It can be used without Quarkus.
 *
 * <p>Two databases: {@link #CHANCERY} (owned by the migrations' login, used by an application login
 * without rights to change tables) and {@link #MASTODON} (the sample platform, where the connector
 * gets a login for each run).
 */
public final class EmbeddedPostgres {
  /** The portal's database. */
  public static final String CHANCERY = "chancery";

  /** The sample platform's database. */
  public static final String MASTODON = "mastodon";

  /** Migrations log in with it; it owns schema and tables. */
  public static final String OWNER = "chancery_owner";

  /** The application logs in with it; it owns nothing. */
  public static final String APPLICATION = "chancery_app";

  /** Owns the sample platform's tables. */
  public static final String MASTODON_OWNER = "mastodon_owner";

  /** May read the sample platform's mapped columns; nobody can log in with it. */
  public static final String READER = "chancery_reader";

  /** Opens a login with the reader's rights for each run, and can read nothing itself. */
  public static final String GRANTOR = "chancery_grantor";

  /** The server's administrator, for tests that end connections. */
  public static final String SUPERUSER = "postgres";

  private static final String SETTINGS = "chancery.conf";

  private final Instance instance;
  private final Secrets secrets;
  private final PostgresBinaries binaries;
  private final Path data;
  private final Path log;
  private boolean adopted;

  private EmbeddedPostgres(Instance instance) {
    this.instance = instance;
    this.secrets = Secrets.of(instance);
    this.binaries = PostgresBinaries.in(instance.localFolder());
    this.data = instance.folder().resolve("postgres");
    this.log = instance.folder().resolve("postgres.log");
  }

  /**
   * A login and its password.
   *
   * @param user the role
   * @param password generated at first start, kept in the instance's folder
   */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /**
   * Starts the server, or adopts the one that a killed run left behind, and makes sure that roles
   * and databases exist.
   */
  public static EmbeddedPostgres start(Instance instance) {
    EmbeddedPostgres postgres = new EmbeddedPostgres(instance);
    try {
      postgres.up();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return postgres;
  }

  /** Where {@code database} is. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + instance.postgresPort() + "/" + database;
  }

  /** The login of one of the roles named above. */
  public Login login(String role) {
    return new Login(role, secrets.get("postgres." + role));
  }

  /** A connection of its own, outside every pool; for tests and for filling the sample. */
  public Connection connect(String database, String role) throws SQLException {
    Login login = login(role);
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    // Not DriverManager: it does not see the driver through every class loader of dev mode.
    Connection connection = new org.postgresql.Driver().connect(jdbcUrl(database), properties);
    if (connection == null) {
      throw new SQLException("not a PostgreSQL address: " + jdbcUrl(database));
    }
    return connection;
  }

  /** Like {@link #connect}, as a data source without a pool. */
  public DataSource dataSource(String database, String role) {
    Login login = login(role);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl(database));
    source.setUser(login.user());
    source.setPassword(login.password());
    return source;
  }

  /** Whether a server of an earlier run was found and taken over. */
  public boolean adopted() {
    return adopted;
  }

  /** The process id of the running server. */
  public long pid() {
    return running().orElseThrow(() -> new IllegalStateException("PostgreSQL is not running"));
  }

  /** Stops the server and waits for it. */
  public void stop() {
    if (running().isPresent()) {
      Commands.run(
          binaries.command("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop"), log, 60);
    }
  }

  private void up() throws IOException {
    Files.createDirectories(instance.folder());
    if (running().isPresent()) {
      if (instance.keepsData() && portInFile() == instance.postgresPort() && answers()) {
        adopted = true;
        provision();
        return;
      }
      stop();
    }
    if (!instance.keepsData()) {
      Commands.delete(data);
    }
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise();
    }
    writeSettings();
    Commands.run(
        binaries.command(
            "pg_ctl", "-D", data.toString(), "-l", log.toString(), "-w", "-t", "60", "start"),
        log,
        90);
    provision();
  }

  private void initialise() throws IOException {
    Path password = instance.folder().resolve("superuser.tmp");
    Files.deleteIfExists(password);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, login(SUPERUSER).password());
      Commands.run(
          binaries.command(
              "initdb",
              "-D",
              data.toString(),
              "-U",
              SUPERUSER,
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8"),
          log,
          120);
    } finally {
      Files.deleteIfExists(password);
    }
    Files.writeString(
        data.resolve("postgresql.conf"),
        "\ninclude '" + SETTINGS + "'\n",
        java.nio.file.StandardOpenOption.APPEND);
  }

  /** Rewritten at every start, so that no hand's change makes it less durable or more open. */
  private void writeSettings() throws IOException {
    Files.writeString(
        data.resolve(SETTINGS),
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        max_connections = 60
        shared_buffers = '64MB'
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        # Statements may carry personal data: none of them reaches the log, not even a failing one.
        log_statement = 'none'
        log_min_error_statement = 'panic'
        log_parameter_max_length_on_error = 0
        # How many statements each role has asked, and no value of any: for the reconciliation of reads.
        shared_preload_libraries = 'pg_stat_statements'
        pg_stat_statements.track_utility = off
        """
            .formatted(instance.postgresPort()));
    Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
  }

  private void provision() {
    try (Connection connection = connect("postgres", SUPERUSER)) {
      for (String role : List.of(OWNER, APPLICATION, MASTODON_OWNER, GRANTOR)) {
        role(connection, role);
      }
      database(connection, CHANCERY, OWNER, APPLICATION);
      database(connection, MASTODON, MASTODON_OWNER, GRANTOR);
      grantor();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The embedded PostgreSQL of "
              + instance.folder()
              + " could not be prepared; its data may belong to other credentials.",
          e);
    }
  }

  /** The same SQL that operators run at their platforms. */
  private void grantor() throws SQLException {
    try (Connection connection = connect(MASTODON, SUPERUSER);
        InputStream in = EmbeddedPostgres.class.getResourceAsStream("/platform/grantor.sql")) {
      execute(
          connection,
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void role(Connection connection, String role) throws SQLException {
    if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
      execute(connection, "create role " + role + " login");
    }
    // The password is base64url by construction: nothing in it needs quoting.
    execute(
        connection,
        "alter role "
            + role
            + " nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '"
            + login(role).password()
            + "'");
  }

  private static void database(Connection connection, String database, String owner, String guest)
      throws SQLException {
    if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
      execute(connection, "create database " + database + " owner " + owner);
    }
    execute(connection, "revoke all on database " + database + " from public");
    execute(connection, "grant connect on database " + database + " to " + guest);
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean answers() {
    try (Connection connection = connect("postgres", SUPERUSER)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The live server of this data folder: its pid file names a process that is a postgres. */
  private Optional<Long> running() {
    String first = pidFileLine(0);
    if (first == null) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(first.strip()))
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().map(c -> c.contains("postgres")).orElse(true))
        .map(ProcessHandle::pid);
  }

  private int portInFile() {
    String line = pidFileLine(3);
    return line == null ? -1 : Integer.parseInt(line.strip());
  }

  private @Nullable String pidFileLine(int index) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() > index ? lines.get(index) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
