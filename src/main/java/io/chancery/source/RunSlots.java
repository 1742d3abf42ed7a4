package io.chancery.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How many runs read a source at once, over all replicas: session-level advisory locks of the
 * portal's database, one for each place. A portal that dies gives its places back by dying.
 */
final class RunSlots {
  private static final long LOOK_AGAIN = 250_000_000L;

  private final DataSource portal;

  RunSlots(DataSource portal) {
    this.portal = portal;
  }

  /** A place, held on a connection of its own without any transaction. */
  static final class Slot implements AutoCloseable {
    private final Connection connection;
    private final String source;
    private final int place;

    private Slot(Connection connection, String source, int place) {
      this.connection = connection;
      this.source = source;
      this.place = place;
    }

    @Override
    public void close() {
      try (Connection held = connection) {
        ask(held, "SELECT pg_advisory_unlock(hashtext(?), ?)", source, place);
      } catch (SQLException ignored) {
        // A lost connection has given the place back already; the run's outcome stands.
        return;
      }
    }
  }

  /** A place, or null when none became free in time. */
  @Nullable Slot take(String source, int places, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      Slot slot = tryOnce(source, places);
      if (slot != null || System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
        return slot;
      }
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  private @Nullable Slot tryOnce(String source, int places) {
    try {
      Connection connection = GrantUses.own(portal);
      try {
        for (int place = 1; place <= places; place++) {
          if (ask(connection, "SELECT pg_try_advisory_lock(hashtext(?), ?)", source, place)) {
            return new Slot(connection, source, place);
          }
        }
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      connection.close();
      return null;
    } catch (SQLException e) {
      throw new IllegalStateException("the places of a source's runs could not be asked for", e);
    }
  }

  private static boolean ask(Connection connection, String sql, String source, int place)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, "chancery source " + source);
      query.setInt(2, place);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
