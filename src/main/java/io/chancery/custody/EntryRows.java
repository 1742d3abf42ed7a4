package io.chancery.custody;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Period;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table of entries, read and inserted over one connection. */
final class EntryRows {
  private static final String COLUMNS =
      "select e.id, e.case_id, e.n, e.at, e.bytes, e.leaf_hash, l.seq"
          + " from custody.entry e left join custody.leaf l on l.entry_id = e.id ";

  /**
   * One statement, so that an append costs one round trip: number, previous leaf and a time that
   * never runs backwards follow from the case's last entry, and the bytes are put together from
   * them. The caller holds the lock on the case's row.
   */
  static final String INSERT_NEXT =
      """
      insert into custody.entry (id, case_id, n, at, bytes)
      select ?, ?, next.n, next.at, convert_to(
        ? || to_char(next.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
          || ? || next.n || next.previous || ?, 'UTF8')
      from (select ?::uuid as case_id, ?::timestamptz as now) as given
        left join lateral (
          select n, at, leaf_hash from custody.entry e where e.case_id = given.case_id
          order by n desc limit 1) as last on true
        cross join lateral (
          select coalesce(last.n, 0) + 1 as n, greatest(given.now, last.at) as at,
            coalesce(',"prevLeaf":"' || encode(last.leaf_hash, 'hex') || '"', '') as previous) as next
      """;

  /** The advisory lock of recording a key: "logkey" in ASCII. */
  static final long KEY_LOCK = 0x6c6f676b6579L;

  private static final int PORTION = 1_000;

  private EntryRows() {}

  /** Inserts an entry about no case. */
  static void insert(Connection connection, EntryId id, Instant at, byte[] bytes)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into custody.entry (id, at, bytes) values (?, ?, ?)")) {
      insert.setObject(1, id.value());
      insert.setObject(2, at.atOffset(ZoneOffset.UTC));
      insert.setBytes(3, bytes);
      insert.executeUpdate();
    }
  }

  /** Inserts a case's next entry. */
  static void insertNext(
      Connection connection, EntryId id, CaseId caseId, Instant now, EntryCodec.Unplaced entry)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_NEXT)) {
      insert.setObject(1, id.value());
      insert.setObject(2, caseId.value());
      insert.setString(3, entry.beforeAt());
      insert.setString(4, entry.beforeNumber());
      insert.setString(5, entry.rest());
      insert.setObject(6, caseId.value());
      insert.setObject(7, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** The entries of a case by their numbers. */
  static List<LedgerEntry> ofCase(Connection connection, EntryCodec codec, CaseId caseId)
      throws SQLException {
    return select(connection, codec, "where e.case_id = ? order by e.n", caseId.value(), null);
  }

  /** The latest entries about no case, newest first. */
  static List<LedgerEntry> withoutCase(Connection connection, EntryCodec codec, int most)
      throws SQLException {
    String where = "where e.case_id is null order by e.at desc, e.id desc limit ?";
    return select(connection, codec, where, null, (long) most);
  }

  /** The entries at {@code [first, first + count)} of the tree, in its order. */
  static List<LedgerEntry> at(Connection connection, EntryCodec codec, long first, int count)
      throws SQLException {
    String where = "where l.seq >= ? and l.seq < " + (first + count) + " order by l.seq";
    return select(connection, codec, where, null, first);
  }

  /** Entries with a component {@code grant}, fetched in portions. */
  static void eachNamingGrants(
      Connection connection, EntryCodec codec, Instant since, Consumer<LedgerEntry> each)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement select =
        connection.prepareStatement(
            COLUMNS
                + "where e.at >= ? and position(convert_to(?, 'UTF8') in e.bytes) > 0"
                + " order by e.at, e.id")) {
      select.setFetchSize(PORTION);
      select.setObject(1, since.atOffset(ZoneOffset.UTC));
      select.setString(2, "\"grant\":\"");
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          each.accept(entry(row, codec));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** What a person wrote in a time, fetched in portions. */
  static void eachOfPerson(
      Connection connection,
      EntryCodec codec,
      ActorId person,
      Period period,
      Consumer<LedgerEntry> each)
      throws SQLException {
    eachWritten(connection, codec, "= '" + person.value() + "'", period, each);
  }

  /** What people wrote in a time, whoever they are, fetched in portions. */
  static void eachOfPeople(
      Connection connection, EntryCodec codec, Period period, Consumer<LedgerEntry> each)
      throws SQLException {
    eachWritten(connection, codec, "is not null", period, each);
  }

  private static void eachWritten(
      Connection connection,
      EntryCodec codec,
      String person,
      Period period,
      Consumer<LedgerEntry> each)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement select =
        connection.prepareStatement(
            COLUMNS
                + "where custody.person_of(e.bytes) "
                + person
                + " and e.at >= ? and e.at < ? order by e.at, e.id")) {
      select.setFetchSize(PORTION);
      select.setObject(1, period.from().atOffset(ZoneOffset.UTC));
      select.setObject(2, period.until().atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          each.accept(entry(row, codec));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Whether the use of the log key with this fingerprint is recorded. */
  static boolean hasKeyActivated(Connection connection, String fingerprint) throws SQLException {
    // Looked for as bytes: an entry that somebody damaged must not stop the start.
    try (PreparedStatement select =
        connection.prepareStatement(
            "select count(*) from custody.entry e where e.case_id is null"
                + " and position(convert_to(?, 'UTF8') in e.bytes) > 0"
                + " and position(convert_to(?, 'UTF8') in e.bytes) > 0")) {
      select.setString(1, "\"event\":\"KeyActivated\"");
      select.setString(2, fingerprint);
      return number(select).orElse(0L) > 0;
    }
  }

  /** The latest entry about no case of this event; one that cannot be read is passed over. */
  static Optional<LedgerEntry> latest(Connection connection, EntryCodec codec, String event)
      throws SQLException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            COLUMNS
                + "where e.case_id is null and position(convert_to(?, 'UTF8') in e.bytes) > 0"
                + " order by e.at desc, e.id desc limit 1")) {
      select.setString(1, "\"event\":\"" + event + "\"");
      read(select, codec, entries);
    }
    return entries.stream().findFirst();
  }

  /** How many entries wait for the sequencer. */
  static long waiting(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select count(*) from custody.entry e where not exists"
                + " (select from custody.leaf l where l.entry_id = e.id)")) {
      return number(select).orElse(0L);
    }
  }

  static Optional<LedgerEntry> one(Connection connection, EntryCodec codec, EntryId id)
      throws SQLException {
    return select(connection, codec, "where e.id = ?", id.value(), null).stream().findFirst();
  }

  /** The place of entry {@code n} of a case in the tree; empty while it waits. */
  static Optional<Long> placeOf(Connection connection, CaseId caseId, long n) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select l.seq from custody.entry e join custody.leaf l on l.entry_id = e.id"
                + " where e.case_id = ? and e.n = ?")) {
      select.setObject(1, caseId.value());
      select.setLong(2, n);
      return number(select);
    }
  }

  /** The place of an entry in the tree; empty while it waits. */
  static Optional<Long> placeOf(Connection connection, EntryId id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select seq from custody.leaf where entry_id = ?")) {
      select.setObject(1, id.value());
      return number(select);
    }
  }

  /**
   * The bytes of the entries at {@code [first, first + count)}. One that is gone is empty, so that
   * the others keep their places and a verifier names the right one.
   */
  static List<byte[]> bytesAt(Connection connection, long first, int count) throws SQLException {
    byte[][] bytes = new byte[count][0];
    try (PreparedStatement select =
        connection.prepareStatement(
            "select l.seq, e.bytes from custody.leaf l join custody.entry e on e.id = l.entry_id"
                + " where l.seq >= ? and l.seq < ?")) {
      select.setLong(1, first);
      select.setLong(2, first + count);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          bytes[(int) (row.getLong(1) - first)] = row.getBytes(2);
        }
      }
    }
    return List.of(bytes);
  }

  private static List<LedgerEntry> select(
      Connection connection,
      EntryCodec codec,
      String where,
      @Nullable UUID id,
      @Nullable Long number)
      throws SQLException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(COLUMNS + where)) {
      select.setObject(1, id == null ? number : id);
      read(select, codec, entries);
    }
    return entries;
  }

  private static void read(PreparedStatement select, EntryCodec codec, List<LedgerEntry> into)
      throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        into.add(entry(row, codec));
      }
    }
  }

  private static LedgerEntry entry(ResultSet row, EntryCodec codec) throws SQLException {
    return codec.read(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getLong(3),
        at(row, 4),
        row.getBytes(5),
        row.getBytes(6),
        row.getObject(7, Long.class));
  }

  private static Optional<Long> number(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }

  private static Instant at(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
