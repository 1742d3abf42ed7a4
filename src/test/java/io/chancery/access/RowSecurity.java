package io.chancery.access;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Reads what the database believes about who acts. */
final class RowSecurity {
  private RowSecurity() {}

  static String read(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select coalesce(acting_actor()::text, '-') || ' '"
                    + " || coalesce(acting_agency()::text, '-') || ' '"
                    + " || coalesce(acting_side(), '-')")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
