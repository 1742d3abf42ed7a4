package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/** Reads a platform's database by a {@link Mapping}: one session of the platform for each grant. */
final class SqlConnector implements SourceConnector {
  private final Mapping mapping;
  private final MappedQueries queries;
  private final PlatformDatabase database;
  private final Supplier<MediaStore> mediaOfRun;

  /**
   * A source.
   *
   * @param mediaOfRun the platform's files for one run
   */
  SqlConnector(Mapping mapping, PlatformDatabase database, Supplier<MediaStore> mediaOfRun) {
    this.mapping = mapping;
    this.queries = new MappedQueries(mapping, database.dialect());
    this.database = database;
    this.mediaOfRun = mediaOfRun;
  }

  /** The statements that it runs. */
  MappedQueries queries() {
    return queries;
  }

  @Override
  public Sha256 queryDigest(ReadGrant grant) {
    return queries.digest(grant);
  }

  @Override
  public List<String> resolve(ReadGrant.Resolve grant, Attempt attempt) throws ReadFailed {
    Mapping.Lookup lookup = mapping.identifiers().get(grant.identifier().kind());
    if (lookup == null) {
      return List.of();
    }
    Matcher matcher = lookup.pattern().matcher(grant.identifier().value().strip());
    if (!matcher.matches()) {
      return List.of();
    }
    String value = matcher.group("value");
    try (PlatformDatabase.Session session = open(attempt)) {
      for (NamedSql query : lookup.queries()) {
        TreeSet<String> accounts = accounts(session.connection(), query, value);
        if (!accounts.isEmpty()) {
          return SourceConnector.told(accounts);
        }
      }
      return List.of();
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
  }

  private static TreeSet<String> accounts(Connection connection, NamedSql query, String identifier)
      throws SQLException {
    TreeSet<String> accounts = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(query.jdbc())) {
      for (int i = 1; i <= query.parameters().size(); i++) {
        statement.setString(i, identifier);
      }
      // More than may be told, so that too many are seen as such even if some are said twice.
      statement.setMaxRows(10 * MOST_ACCOUNTS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String account = rows.getString(1);
          if (account != null) {
            accounts.add(account);
          }
        }
      }
    }
    return accounts;
  }

  @Override
  public Map<ReadGrant.Reach, Long> count(ReadGrant.Count grant, Attempt attempt)
      throws ReadFailed {
    Map<ReadGrant.Reach, Long> counts = new LinkedHashMap<>();
    try (PlatformDatabase.Session session = open(attempt)) {
      Connection connection = session.connection();
      for (ReadGrant.Reach reach : grant.reaches()) {
        Mapping.Group group = mapping.groups().get(reach.group());
        if (group == null) {
          continue;
        }
        long records = 0;
        for (Mapping.Query query : group.queries()) {
          records += counted(connection, group, query, grant.account(), reach.period());
        }
        counts.put(reach, records);
      }
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
    return counts;
  }

  @Override
  public List<Linking.Link> linked(ReadGrant.Count grant, Attempt attempt) throws ReadFailed {
    List<Linking.Link> links = new ArrayList<>();
    try (PlatformDatabase.Session session = open(attempt)) {
      for (Mapping.Link link : mapping.linked()) {
        try (PreparedStatement statement =
            session.connection().prepareStatement(link.sql().jdbc())) {
          for (int i = 1; i <= link.sql().parameters().size(); i++) {
            statement.setString(i, grant.account());
          }
          statement.setMaxRows(Linking.LIMIT);
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              String account = rows.getString(1);
              if (account != null && !account.equals(grant.account())) {
                links.add(new Linking.Link(link.name(), link.evidence(), account));
              }
            }
          }
        }
      }
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
    return links;
  }

  @Override
  public Disclosure.Totals read(ReadGrant.Rows grant, Attempt attempt, RecordSink sink)
      throws ReadFailed {
    MediaStore media = mediaOfRun.get();
    media.check();
    try (PlatformDatabase.Session session = open(attempt)) {
      Disclosure run = new Disclosure(media, sink);
      Connection connection = session.connection();
      for (FieldGroup wanted :
          new TreeSet<>(grant.reaches().stream().map(ReadGrant.Reach::group).toList())) {
        Mapping.Group group = mapping.groups().get(wanted);
        if (group == null) {
          run.notHeld(wanted);
        } else {
          run.read(
              group,
              group.queries().size(),
              (period, position) ->
                  new Cursor(
                      queries,
                      database.fetchSize(),
                      connection,
                      media,
                      group,
                      grant.fields(wanted),
                      position,
                      grant.account(),
                      period),
              Periods.merged(
                  grant.reaches().stream()
                      .filter(reach -> reach.group() == wanted)
                      .map(ReadGrant.Reach::period)
                      .toList()));
        }
      }
      return run.totals();
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
  }

  @Override
  public int closeLeftovers() throws ReadFailed {
    Grantor grantor = database.grantor();
    return grantor == null ? 0 : grantor.closeLeftovers(Grantor.GRACE);
  }

  @Override
  public Optional<PlatformRecord> seen(Instant since) throws ReadFailed {
    Grantor grantor = database.grantor();
    return grantor == null ? Optional.empty() : Optional.of(grantor.seen(since));
  }

  @Override
  public SourceDictionary dictionary() {
    return mapping.dictionary();
  }

  /**
   * For {@link MappingCheck}: the number of records and what the plan says. The query's columns are
   * compared with the fields; no row is fetched.
   */
  String[] tried(Mapping.Group group, Mapping.Query query, String account, Period period)
      throws SQLException, ReadFailed {
    String asked = account.isEmpty() ? "0" : account;
    try (PlatformDatabase.Session session = open(MappingCheck.attempt())) {
      NamedSql sql = queries.reading(group, query);
      String notes;
      try (PreparedStatement explain =
          session.connection().prepareStatement("EXPLAIN " + sql.jdbc())) {
        queries.bind(explain, sql, asked, period);
        notes = MappingCheck.plan(explain);
      }
      try (PreparedStatement columns = session.connection().prepareStatement(sql.jdbc())) {
        Cursor.columns(columns.getMetaData(), group);
      }
      return new String[] {
        account.isEmpty()
            ? ""
            : Long.toString(counted(session.connection(), group, query, account, period)),
        notes
      };
    }
  }

  private long counted(
      Connection connection,
      Mapping.Group group,
      Mapping.Query query,
      String account,
      Period period)
      throws SQLException, ReadFailed {
    NamedSql sql = MappedQueries.counting(group, query);
    try (PreparedStatement statement = connection.prepareStatement(sql.jdbc())) {
      queries.bind(statement, sql, account, period);
      try (ResultSet rows = statement.executeQuery()) {
        long records = rows.next() ? rows.getLong(1) : 0;
        if (rows.next()) { // and so read to its end, see Dialect.mayWrite
          throw new ReadFailed(Failure.MAPPING_MISMATCH);
        }
        return records;
      }
    }
  }

  /** Opens the platform; times that it stores without zone are compared as the mapping says. */
  private PlatformDatabase.Session open(Attempt attempt) throws ReadFailed, SQLException {
    PlatformDatabase.Session session = database.open(attempt);
    try {
      database.dialect().zone(session.connection(), mapping.zone());
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
