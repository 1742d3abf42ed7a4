package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who took which step. Insert only; four-eyes rules and the database's triggers read it. */
@Entity
@Table(name = "step_taken")
class StepTaken {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String step;

  @Column(name = "actor_id")
  private UUID actorId;

  private String role;

  @Column(name = "from_status")
  private @Nullable String fromStatus;

  @Column(name = "to_status")
  private String toStatus;

  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  StepTaken() {}

  StepTaken(
      UUID id,
      CaseId caseId,
      CaseStep step,
      String role,
      @Nullable CaseStatus from,
      CaseStatus to,
      Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.step = step.name();
    this.actorId = step.by().value();
    this.role = role;
    this.fromStatus = from == null ? null : from.name();
    this.toStatus = to.name();
    this.at = at;
  }

  String step() {
    return step;
  }

  ActorId actor() {
    return new ActorId(actorId);
  }

  Instant at() {
    return at;
  }

  String toStatus() {
    return toStatus;
  }
}
