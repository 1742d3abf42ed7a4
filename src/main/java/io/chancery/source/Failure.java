package io.chancery.source;

/** Why an attempt that began did not succeed. The grant is not spent; the next attempt may run. */
public enum Failure {
  /** The platform's database did not answer, or the connection broke. */
  SOURCE_UNREACHABLE,
  /** The configured login is a superuser or may write; connectors read with a read-only login. */
  LOGIN_TOO_POWERFUL,
  /** The grantor could not open a login for the run; see deploy/platform/grantor.sql. */
  LOGIN_NOT_OPENED,
  /** The platform's database refused a query of the mapping. */
  QUERY_FAILED,
  /** A query ran longer than {@code statement-timeout}. */
  TIMED_OUT,
  /** A query gives columns that the mapping does not declare, or lacks id or time. */
  MAPPING_MISMATCH,
  /** The platform gave records of another account or period; none of them was passed on. */
  OUT_OF_SCOPE,
  /** A file or an answer of the platform is not in its format; the log names it. */
  SOURCE_BROKEN,
  /** An identifier names more accounts than anybody decides on, or two archives one account. */
  AMBIGUOUS,
  /** A media file changed while it was read. */
  MEDIA_CHANGED,
  /** The platform's media folder or bucket could not be read. */
  MEDIA_UNREADABLE,
  /** {@link ReadWatch#cancelled()} said so. */
  CANCELLED,
  /** The receiver of the records failed; its exception is rethrown. */
  SINK_FAILED,
  /** Something that should not happen; its exception is rethrown. */
  INTERNAL
}
