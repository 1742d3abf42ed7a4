package io.chancery.oversight;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads, from the tables of their owners, what {@link RightsReplay} compares with the ledger. */
@ApplicationScoped
class RightsRows {
  private final AgroalDataSource database;

  RightsRows(AgroalDataSource database) {
    this.database = database;
  }

  /** The identities of a table's rows, as {@link Recorded#rows} names them. */
  List<String> of(Recorded recorded) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(recorded.rows())) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("the rows behind " + recorded + " cannot be read", e);
    }
  }
}
