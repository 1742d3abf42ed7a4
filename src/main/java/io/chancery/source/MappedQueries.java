package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The statements of a {@link Mapping} as they are run. Around each mapped query stand the portal's
 * own period filter and order, so that neither depends on the mapping's author.
 */
final class MappedQueries {
  private static final Set<String> READ_PARAMETERS = Set.of("account", "from", "until");

  private final Mapping mapping;
  private final Dialect dialect;

  MappedQueries(Mapping mapping, Dialect dialect) {
    this.mapping = mapping;
    this.dialect = dialect;
  }

  String system() {
    return mapping.system();
  }

  /** As {@link SourceConnector#queryDigest}. */
  Sha256 digest(ReadGrant grant) {
    StringBuilder text = new StringBuilder("chancery query v1\n");
    switch (grant) {
      case ReadGrant.Resolve(_, _, var identifier, _, _) -> {
        Mapping.Lookup lookup = mapping.identifiers().get(identifier.kind());
        if (lookup != null) {
          lookup.queries().forEach(q -> append(text, identifier.kind().key(), q));
        }
      }
      case ReadGrant.Count count when count.reaches().isEmpty() ->
          mapping.linked().forEach(link -> append(text, link.name(), link.sql()));
      case ReadGrant.Count count ->
          groupsOf(count.reaches())
              .forEach(
                  g -> g.queries().forEach(q -> append(text, g.group().key(), counting(g, q))));
      case ReadGrant.Rows rows ->
          groupsOf(rows.reaches())
              .forEach(g -> {
                Fields fields = rows.fields(g.group());
                g.queries().forEach(q -> append(text, g.group().key(), reading(g, q)));
                if (!fields.all()) {
                  text.append("only ").append(fields.text()).append('\n');
                }
              });
    }
    return Sha256.hash(text.toString());
  }

  /** The rows of one query: in the period, by time, then id. */
  NamedSql reading(Mapping.Group group, Mapping.Query query) {
    return reading(group, query, "q.*");
  }

  /**
   * The same with these columns alone: no other one leaves the platform's database.
   *
   * @param columns names of columns of the query
   */
  NamedSql reading(Mapping.Group group, Mapping.Query query, List<String> columns) {
    return reading(
        group,
        query,
        columns.stream().map(name -> "q.\"" + name + "\"").collect(Collectors.joining(", ")));
  }

  private NamedSql reading(Mapping.Group group, Mapping.Query query, String columns) {
    String time = "q.\"" + group.time() + "\"";
    return NamedSql.parse(
        "SELECT "
            + columns
            + " FROM (\n"
            + query.sql().text()
            + "\n) AS q"
            + filter(group)
            + "\nORDER BY "
            + dialect.order(time, "q.\"id\""),
        READ_PARAMETERS);
  }

  /** How many rows of one query are in the period. */
  static NamedSql counting(Mapping.Group group, Mapping.Query query) {
    return NamedSql.parse(
        "SELECT count(*) FROM (\n" + query.sql().text() + "\n) AS q" + filter(group),
        READ_PARAMETERS);
  }

  private static String filter(Mapping.Group group) {
    String time = "q.\"" + group.time() + "\"";
    return group.state() ? "" : "\nWHERE " + time + " >= :from AND " + time + " < :until";
  }

  /** Gives a statement its parameters. */
  void bind(PreparedStatement statement, NamedSql sql, String account, Period period)
      throws SQLException {
    List<String> names = sql.parameters();
    for (int i = 0; i < names.size(); i++) {
      switch (names.get(i)) {
        case "account" -> statement.setString(i + 1, account);
        case "from" -> statement.setObject(i + 1, moment(period.from()));
        case "until" -> statement.setObject(i + 1, moment(period.until()));
        default -> throw new IllegalStateException("checked when the mapping was loaded");
      }
    }
  }

  private Object moment(Instant at) {
    return dialect.moment(Dialect.boundary(at), mapping.zone());
  }

  private List<Mapping.Group> groupsOf(List<ReadGrant.Reach> reaches) {
    Map<FieldGroup, Mapping.Group> held = mapping.groups();
    return new TreeSet<>(reaches.stream().map(ReadGrant.Reach::group).toList())
        .stream().filter(held::containsKey).map(held::get).toList();
  }

  private static void append(StringBuilder text, String group, NamedSql sql) {
    text.append(group).append('\n');
    text.append(String.join(" ", sql.parameters())).append('\n');
    text.append(sql.text().length()).append('\n').append(sql.text()).append('\n');
  }
}
