package io.chancery.platform;

/**
 * Every problem that the API and the pages can answer with (RFC 9457): slug and HTTP status. Texts
 * are in the bundle under {@code problem_<name>}; none of them repeats what was sent.
 */
public enum ProblemType {
  NOT_FOUND("not-found", 404),
  FORBIDDEN("forbidden", 403),
  UNAUTHENTICATED("unauthenticated", 401),
  STEP_UP_REQUIRED("step-up-required", 403),
  INVALID_INPUT("invalid-input", 422),
  MALFORMED("malformed", 400),
  TOO_LARGE("too-large", 413),
  UNSUPPORTED_TYPE("unsupported-type", 415),
  METHOD_NOT_ALLOWED("method-not-allowed", 405),
  NOT_ACCEPTABLE("not-acceptable", 406),
  STALE("stale", 409),
  NOT_FROM_HERE("not-from-here", 409),
  BLOCKED("blocked", 409),
  DUPLICATE("duplicate", 409),
  GONE("gone", 410),
  TOO_MANY("too-many-requests", 429),
  /** One address asked more in a minute than it may; the answer says when to ask again. */
  TOO_FAST("too-fast", 429),
  /** The agency lets its people in from its own networks alone. */
  NETWORK("network-not-allowed", 403),
  NOT_YET("not-yet", 409),
  DAMAGED("damaged", 500),
  UNAVAILABLE("unavailable", 503),
  INTERNAL("internal", 500);

  private final String slug;
  private final int status;

  ProblemType(String slug, int status) {
    this.slug = slug;
    this.status = status;
  }

  /** The last part of the problem's type URI. */
  public String slug() {
    return slug;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
