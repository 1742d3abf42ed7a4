package io.chancery.custody;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.IdsForTests;
import io.chancery.proof.TestSigner;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A real PostgreSQL with the ledger's tables, owned by a migrator that is no superuser, and the
 * application's role beside it. One server per test run, a database of its own for each instance.
 */
final class LedgerDatabase {
  private static final List<String> MIGRATIONS =
      List.of("V202611211100__custody.sql", "V202611211101__custody_stamps.sql");
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static EmbeddedPostgres shared;

  final TestSigner signer = new TestSigner("log.example/custody");
  final Appender appender;
  private final ThreadLocal<Connection> connections = ThreadLocal.withInitial(this::connect);
  private final EmbeddedPostgres server;
  private final String name = "ledger_" + NUMBER.incrementAndGet();

  LedgerDatabase() {
    this(Clock.tickMillis(ZoneOffset.UTC));
  }

  LedgerDatabase(Clock clock) {
    this(clock, shared());
  }

  /** On a server of its own, which the caller stops. */
  LedgerDatabase(EmbeddedPostgres server) {
    this(Clock.tickMillis(ZoneOffset.UTC), server);
  }

  private LedgerDatabase(Clock clock, EmbeddedPostgres server) {
    this.server = server;
    roles(server);
    appender = new Appender(codec(), IdsForTests.over(clock), clock);
    execute(server.getPostgresDatabase(), "create database " + name + " owner chancery_owner");
    Flyway.configure().dataSource(owner()).locations("filesystem:" + onlyOurs()).load().migrate();
  }

  static EntryCodec codec() {
    return new EntryCodec("0.1.0", "git:0000000");
  }

  DataSource app() {
    return server.getDatabase("chancery_app", name);
  }

  DataSource owner() {
    return server.getDatabase("chancery_owner", name);
  }

  DataSource superuser() {
    return server.getDatabase("postgres", name);
  }

  SequencerCore sequencer() {
    return new SequencerCore(app(), signer);
  }

  LedgerReads reads() {
    return new LedgerReads(app());
  }

  /** Appends in a transaction of its own. */
  EntryId append(Subject subject, CustodyEvent event) {
    try {
      Connection connection = connections.get();
      EntryId id = append(connection, subject, event);
      connection.commit();
      return id;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  EntryId append(Connection connection, Subject subject, CustodyEvent event) throws SQLException {
    return appender.append(connection, subject, Actor.SYSTEM, Role.SYSTEM.key(), event);
  }

  private Connection connect() {
    try {
      Connection connection = app().getConnection();
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** As somebody who owns the machine: triggers off, then {@code sql}. */
  void tamper(String sql) {
    execute(superuser(), "set session_replication_role = replica; " + triggers("disable") + sql);
    execute(superuser(), triggers("enable always"));
  }

  static void execute(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  static Subject.OfCase newCase(int number) {
    return new Subject.OfCase(new CaseId(UUID.randomUUID()), CaseReference.of(2026, number));
  }

  private static String triggers(String what) {
    StringBuilder sql = new StringBuilder();
    for (String table : new String[] {"entry", "leaf", "tile", "checkpoint"}) {
      sql.append("alter table custody.%s %s trigger append_only; ".formatted(table, what));
    }
    return sql.toString();
  }

  String name() {
    return name;
  }

  private static synchronized EmbeddedPostgres shared() {
    try {
      if (shared == null) {
        shared = EmbeddedPostgres.builder().start();
      }
      return shared;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void roles(EmbeddedPostgres server) {
    execute(
        server.getPostgresDatabase(),
        """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'chancery_app') then
            create role chancery_app login;
            create role chancery_owner login;
          end if;
        end $$
        """);
  }

  /** Our migrations alone, whatever else the folder holds. */
  private static Path onlyOurs() {
    try {
      Path folder = Files.createTempDirectory("migration");
      for (String migration : MIGRATIONS) {
        try (InputStream in =
            LedgerDatabase.class.getResourceAsStream("/db/migration/" + migration)) {
          Files.copy(in, folder.resolve(migration));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
