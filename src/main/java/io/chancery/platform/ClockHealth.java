package io.chancery.platform;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the clocks of this machine and of the database differ by more than {@link
 * #TOLERANCE}: custody entries would carry a wrong time, terms would end on a wrong day, and
 * nobody's token could be believed.
 */
@Readiness
class ClockHealth implements HealthCheck {
  /** What a token's times may differ by as well. */
  static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final Clock clock;
  private final AgroalDataSource database;

  ClockHealth(Clock clock, AgroalDataSource database) {
    this.clock = clock;
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    try (Connection connection = database.getConnection();
        Statement question = connection.createStatement()) {
      Instant before = clock.instant();
      try (ResultSet answer = question.executeQuery("select clock_timestamp()")) {
        answer.next();
        Instant there = answer.getObject(1, OffsetDateTime.class).toInstant();
        Duration apart = apart(before, there, clock.instant());
        boolean near = apart.abs().compareTo(TOLERANCE) <= 0;
        return HealthCheckResponse.named("clock")
            .status(near)
            .withData("seconds-ahead-of-the-database", apart.toSeconds())
            .build();
      }
    } catch (SQLException e) {
      // What is wrong with the database is said by its own check.
      return HealthCheckResponse.named("clock").down().withData("database", "silent").build();
    }
  }

  /**
   * How far this clock is ahead of one that was read between two readings of this one; zero when it
   * may have been right.
   */
  static Duration apart(Instant before, Instant there, Instant after) {
    if (there.isBefore(before)) {
      return Duration.between(there, before);
    }
    return there.isAfter(after) ? Duration.between(there, after) : Duration.ZERO;
  }
}
