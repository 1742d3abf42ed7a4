package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.policy.Clocks;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a case in the law's eyes. Insert only; which clocks it starts, stops
 * or moves is computed from the pack's rules.
 */
@Entity
@Table(name = "clock_event")
class ClockEvent {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String event;
  private Instant at;
  private @Nullable Instant given;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  ClockEvent() {}

  /**
   * What happened.
   *
   * @param event code of the pack, for example {@code receipt}
   * @param at when it happened
   * @param given the date that came with it, for example a new deadline
   * @param recordedAt when the portal learned of it
   */
  ClockEvent(
      UUID id,
      CaseId caseId,
      String event,
      Instant at,
      @Nullable Instant given,
      Instant recordedAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.event = event;
    this.at = at;
    this.given = given;
    this.recordedAt = recordedAt;
  }

  String event() {
    return event;
  }

  Clocks.Event asEvent() {
    return new Clocks.Event(event, at, given);
  }
}
