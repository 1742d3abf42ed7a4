package io.chancery.source;

import java.io.IOException;
import java.sql.SQLException;

/** An attempt ended early. Carries no message of the database: those quote values. */
final class ReadFailed extends Exception {
  private static final long serialVersionUID = 1L;

  /** EXCEEDED_TIME_LIMIT among Trino's StandardErrorCode. */
  private static final int TRINO_TIME_LIMIT = 0x0002_0003;

  private final Failure reason;

  ReadFailed(Failure reason) {
    super(reason.name());
    this.reason = reason;
  }

  Failure reason() {
    return reason;
  }

  static ReadFailed of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    // PostgreSQL's and MariaDB's code for a statement that ran too long.
    if (state.equals("57014") || state.equals("70100")) {
      return new ReadFailed(Failure.TIMED_OUT);
    }
    if (state.isEmpty() && e.getErrorCode() == TRINO_TIME_LIMIT) {
      return new ReadFailed(Failure.TIMED_OUT);
    }
    boolean connection =
        state.startsWith("08")
            || state.startsWith("28")
            || state.startsWith("57P")
            || state.equals("3D000")
            || (state.isEmpty() && networked(e));
    return new ReadFailed(connection ? Failure.SOURCE_UNREACHABLE : Failure.QUERY_FAILED);
  }

  /** Trino's driver names no state: the reason is among the causes. */
  private static boolean networked(SQLException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /** The receiver's own exception, on its way back to it. */
  static final class OfSink extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Exception thrown;

    OfSink(Exception thrown) {
      super(thrown);
      this.thrown = thrown;
    }

    Exception thrown() {
      return thrown;
    }
  }
}
