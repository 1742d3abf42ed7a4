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

/** Who took a case for the work that waits, or gave it back. Insert only; a move ends it. */
@Entity
@Table(name = "assignment")
class Assignment {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private @Nullable UUID person;

  @Column(name = "assigned_by")
  private UUID assignedBy;

  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  Assignment() {}

  /**
   * An assignment.
   *
   * @param person who works on the case from now on; null for nobody
   */
  Assignment(UUID id, CaseId caseId, @Nullable ActorId person, ActorId by, Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.person = person == null ? null : person.value();
    this.assignedBy = by.value();
    this.at = at;
  }
}
