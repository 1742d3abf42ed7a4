package io.chancery.source;

import java.sql.SQLException;

/** An attempt ended early. Carries no message of the database: those quote values. */
final class ReadFailed extends Exception {
  private static final long serialVersionUID = 1L;
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
    boolean connection =
        state.startsWith("08")
            || state.startsWith("28")
            || state.startsWith("57P")
            || state.equals("3D000");
    return new ReadFailed(connection ? Failure.SOURCE_UNREACHABLE : Failure.QUERY_FAILED);
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
