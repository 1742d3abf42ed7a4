package io.chancery.source;

import io.chancery.kernel.Identifier;
import io.chancery.kernel.Period;
import io.chancery.proof.Findings;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries a mapping on its platform for an operator: explains, counts and times each query, and shows
 * no content. It reads with a standing login of the operator, not by a grant; where the platform
 * logs statements, the reconciliation names these reads.
 */
public final class MappingCheck {
  private static final String USAGE =
      "usage: check-mapping SOURCE [--mapping NAME_OR_FILE] [--account ID] [--from TIME] [--until TIME]";
  private static final long LARGE = 100_000;
  private static final Pattern SCAN = Pattern.compile("Seq Scan on (\\S+).*rows=(\\d+)");

  private final Function<String, @Nullable String> settings;
  private final PrintStream out;
  private boolean wrong;

  /**
   * A check.
   *
   * @param settings the portal's settings by key
   */
  public MappingCheck(Function<String, @Nullable String> settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Runs with the command's arguments; 0 good, 1 a query failed, 2 usage, 3 nothing to check. */
  public int run(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    Period period;
    try {
      for (int i = 1; i < arguments.size(); i += 2) {
        if (!List.of("--mapping", "--account", "--from", "--until").contains(arguments.get(i))) {
          throw new IllegalArgumentException();
        }
        options.put(arguments.get(i), arguments.get(i + 1));
      }
      period =
          new Period(
              Instant.parse(options.getOrDefault("--from", "2000-01-01T00:00:00Z")),
              Instant.parse(options.getOrDefault("--until", "2100-01-01T00:00:00Z")));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException e) {
      out.println(USAGE);
      return Findings.EXIT_USAGE;
    }
    if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
      out.println(USAGE);
      return Findings.EXIT_USAGE;
    }
    return check("chancery.source." + arguments.getFirst() + ".", options, period);
  }

  private int check(String prefix, Map<String, String> options, Period period) {
    String name = options.getOrDefault("--mapping", setting(prefix + "mapping", ""));
    SourceConfiguration.Kind kind =
        SourceConfiguration.Kind.valueOf(
            setting(prefix + "kind", "sql").toUpperCase(Locale.ROOT).replace('-', '_'));
    Mapping mapping;
    try {
      mapping = MappingLoader.load(MappingFile.open(name), settings.apply(prefix + "domain"), kind);
    } catch (InvalidMapping e) {
      out.println(e.getMessage());
      return Findings.EXIT_UNREADABLE;
    }
    out.printf(
        "%s is a mapping: %d groups held, %d not.%n",
        name, mapping.groups().size(), mapping.notHeld().size());
    String url = setting(prefix + "jdbc-url", "");
    if (kind != SourceConfiguration.Kind.SQL || url.isEmpty()) {
      out.println("Only a database can be asked; set " + prefix + "jdbc-url for one.");
      return Findings.EXIT_GOOD;
    }
    String username = setting(prefix + "username", "");
    if (username.isEmpty()) {
      out.println(
          "No login: give "
              + prefix
              + "username and .password for this command alone; the grantor's is for runs.");
      return Findings.EXIT_UNREADABLE;
    }
    PlatformDatabase database =
        new PlatformDatabase(
            url,
            username,
            setting(prefix + "password", ""),
            Duration.parse(setting(prefix + "statement-timeout", "PT15M")),
            1);
    SqlConnector connector = new SqlConnector(mapping, database, () -> new MediaFolder(null));
    try {
      identifiers(mapping, database);
      groups(mapping, connector, options.getOrDefault("--account", ""), period);
    } catch (ReadFailed e) {
      out.println(
          "The platform cannot be asked: " + e.reason() + " (see docs/operations/production.md).");
      return Findings.EXIT_UNREADABLE;
    }
    out.println(wrong ? "At least one query failed." : "Every query runs.");
    return wrong ? Findings.EXIT_WRONG : Findings.EXIT_GOOD;
  }

  private void identifiers(Mapping mapping, PlatformDatabase database) throws ReadFailed {
    for (Map.Entry<Identifier.Kind, Mapping.Lookup> lookup : mapping.identifiers().entrySet()) {
      for (NamedSql sql : lookup.getValue().queries()) {
        line(
            lookup.getKey().key(),
            "(lookup)",
            "",
            () -> {
              try (PlatformDatabase.Session session = database.open(attempt());
                  PreparedStatement explain =
                      session.connection().prepareStatement("EXPLAIN " + sql.jdbc())) {
                for (int i = 1; i <= sql.parameters().size(); i++) {
                  explain.setString(i, "0");
                }
                return new String[] {"", plan(explain)};
              }
            });
      }
    }
  }

  private void groups(Mapping mapping, SqlConnector connector, String account, Period period)
      throws ReadFailed {
    for (Mapping.Group group : mapping.groups().values()) {
      for (Mapping.Query query : group.queries()) {
        line(
            group.group().key(),
            query.table(),
            account,
            () -> connector.tried(group, query, account, period));
      }
    }
  }

  private interface Trial {
    String[] run() throws SQLException, ReadFailed;
  }

  private void line(String group, String table, String account, Trial trial) throws ReadFailed {
    long begun = System.nanoTime();
    String records = "";
    String note;
    try {
      String[] seen = trial.run();
      records = seen[0];
      note = seen[1];
    } catch (SQLException e) {
      wrong = true;
      // The state names the fault; the message may quote a value.
      note = "FAILED with SQL state " + Objects.requireNonNullElse(e.getSQLState(), "unknown");
    } catch (ReadFailed e) {
      if (e.reason() != Failure.MAPPING_MISMATCH) {
        throw e;
      }
      wrong = true;
      note = "FAILED: columns and fields differ";
    }
    long ms = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    out.printf(
        Locale.ROOT,
        "%-14s %-34s %10s %8d ms  %s%n",
        group,
        table,
        account.isEmpty() ? "" : records,
        ms,
        note);
  }

  static Attempt attempt() {
    return new Attempt(new io.chancery.kernel.GrantId(new java.util.UUID(0, 0)), 1);
  }

  /** What an explained plan should make the operator think about; empty when nothing. */
  static String plan(PreparedStatement explain) throws SQLException {
    StringBuilder notes = new StringBuilder();
    try (ResultSet rows = explain.executeQuery()) {
      boolean table = rows.getMetaData().getColumnCount() > 1;
      while (rows.next()) {
        if (table) {
          if ("ALL".equals(rows.getString("type")) && rows.getLong("rows") > LARGE) {
            notes.append("WARNING: reads all of ").append(rows.getString("table")).append(' ');
          }
        } else {
          Matcher scan = SCAN.matcher(rows.getString(1));
          if (scan.find() && large(explain.getConnection(), scan.group(1))) {
            notes.append("WARNING: reads all of ").append(scan.group(1)).append(' ');
          }
        }
      }
    }
    return notes.toString().strip();
  }

  private static boolean large(Connection connection, String table) throws SQLException {
    try (PreparedStatement size =
        connection.prepareStatement("SELECT max(reltuples) FROM pg_class WHERE relname = ?")) {
      size.setString(1, table);
      try (ResultSet row = size.executeQuery()) {
        return row.next() && row.getDouble(1) > LARGE;
      }
    }
  }

  private String setting(String key, String otherwise) {
    return Objects.requireNonNullElse(settings.apply(key), otherwise);
  }
}
