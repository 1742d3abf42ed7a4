package io.chancery.path;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Rows by the application's own login, for what a forger could try and for what tests look at. */
public final class Rows {
  private Rows() {}

  /** Runs statements in one transaction, as the system, and commits. */
  public static void execute(String... statements) throws SQLException {
    try (Connection connection = application();
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
      connection.commit();
    }
  }

  /**
   * Runs statements past every grant and trigger, as nobody in the portal can: for rows of the
   * past.
   */
  public static void asAdministrator(String... statements) throws SQLException {
    Config config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("chancery.test.administrator", String.class),
                config.getValue("chancery.test.administrator-password", String.class));
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  /** The first column of the first row; null when there is none. */
  public static String one(String query) throws SQLException {
    try (Connection connection = application();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  static Connection application() throws SQLException {
    Config config = ConfigProvider.getConfig();
    Connection connection =
        DriverManager.getConnection(
            config.getValue("quarkus.datasource.jdbc.url", String.class),
            config.getValue("quarkus.datasource.username", String.class),
            config.getValue("quarkus.datasource.password", String.class));
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      sql.execute("select set_config('chancery.side', 'system', true)");
    }
    return connection;
  }
}
