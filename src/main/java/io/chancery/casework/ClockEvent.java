package io.chancery.casework;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What starts or ends a clock. Insert only; remaining time and lateness are computed from these.
 */
@Entity
@Table(name = "clock_event")
class ClockEvent {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String clock;
  private String event;
  private Instant at;

  @Column(name = "due_at")
  private @Nullable Instant dueAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ClockEvent() {}

  private ClockEvent(
      UUID id, CaseId caseId, String clock, String event, Instant at, @Nullable Instant dueAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.clock = clock;
    this.event = event;
    this.at = at;
    this.dueAt = dueAt;
  }

  static ClockEvent start(UUID id, CaseId caseId, String clock, Instant at, Instant dueAt) {
    return new ClockEvent(id, caseId, clock, "START", at, dueAt);
  }

  static ClockEvent end(UUID id, CaseId caseId, String clock, Instant at) {
    return new ClockEvent(id, caseId, clock, "END", at, null);
  }

  String clock() {
    return clock;
  }

  boolean starts() {
    return event.equals("START");
  }

  Instant at() {
    return at;
  }

  @Nullable Instant dueAt() {
    return dueAt;
  }
}
