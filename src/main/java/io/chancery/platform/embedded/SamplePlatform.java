package io.chancery.platform.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A synthetic Mastodon server for development, demonstration and tests: its tables in a database of
 * its own and its media in a folder. Everything comes from one seed, so that two of them hold the
 * same bytes; all people, addresses and domains are invented (RFC 2606, 5737, 3849).
 */
public final class SamplePlatform {
  /** The server's domain; set it as {@code chancery.source.<name>.domain}. */
  public static final String DOMAIN = "social.example";

  /** The demonstration's target: posts, messages, sign-ins and media inside and outside 2026-Q1. */
  public static final String TARGET = "mara_mole";

  /** Somebody else with nearly the target's name. */
  public static final String LOOK_ALIKE = "maramole";

  /** Another busy account, in conversation with the target. */
  public static final String SECOND_TARGET = "noor_night";

  /** The target's correspondent. */
  public static final String PARTNER = "tilda_trader";

  /** An account that did nothing after 2022: a production without records. */
  public static final String QUIET = "quinn_quiet";

  /** An account that the platform suspended; its data is still held. */
  public static final String SUSPENDED = "gary_gone";

  /** From when the demonstration asks. */
  public static final Instant DEMO_FROM = Instant.parse("2026-01-01T00:00:00Z");

  /** Until when (exclusive) the demonstration asks. */
  public static final Instant DEMO_UNTIL = Instant.parse("2026-04-01T00:00:00Z");

  /**
   * One post and one sign-in of the target at each: just before, at, just before the end, at it.
   */
  static final List<Instant> EDGES =
      List.of(
          DEMO_FROM.minusNanos(1_000),
          DEMO_FROM,
          DEMO_UNTIL.minusNanos(1_000),
          DEMO_UNTIL,
          DEMO_FROM.minusSeconds(1),
          DEMO_UNTIL.plusSeconds(1));

  private SamplePlatform() {}

  /**
   * Creates and fills the platform, all in one transaction; does nothing but replace lost media
   * files when it is there already.
   *
   * @param owner the database's owner; the database is empty or holds an earlier sample
   * @param mediaFolder where media files go
   * @param readerRole an existing role, which gets SELECT on the mapped columns and nothing else
   */
  public static void create(DataSource owner, Path mediaFolder, String readerRole)
      throws SQLException {
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_advisory_xact_lock(20261101)");
        if (!exists(statement)) {
          fill(connection, statement, readerRole);
        }
        storeMedia(statement, mediaFolder);
      }
      connection.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT to_regclass('statuses') IS NOT NULL")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void fill(Connection connection, Statement statement, String readerRole)
      throws SQLException, IOException {
    statement.execute(resource("schema.sql"));
    SampleDraw draw = new SampleDraw();
    SamplePeople people = new SamplePeople(draw);
    SampleSignIns signIns = new SampleSignIns(draw, people);
    SampleWriting writing = new SampleWriting(draw, people);
    SampleModeration moderation = new SampleModeration(draw, people, writing);
    for (List<CopyTable> tables :
        List.of(people.tables(), signIns.tables(), writing.tables(), moderation.tables())) {
      for (CopyTable table : tables) {
        table.send(connection);
      }
    }
    statement.execute(resource("grants.sql").replace("${reader}", quoted(readerRole)));
    statement.execute("ANALYZE");
  }

  private static void storeMedia(Statement statement, Path mediaFolder)
      throws SQLException, IOException {
    List<Long> ids = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT id FROM media_attachments")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    for (long id : ids) {
      SampleMedia.store(mediaFolder, id);
    }
  }

  private static String quoted(String role) {
    return "\"" + role.replace("\"", "\"\"") + "\"";
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SamplePlatform.class.getResourceAsStream("/sample-platform/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
