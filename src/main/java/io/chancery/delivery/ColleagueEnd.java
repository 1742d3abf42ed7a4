package io.chancery.delivery;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** From here on a named colleague fetches nothing. Insert only. */
@Entity
@Table(name = "delivery_colleague_end")
class ColleagueEnd {
  @Id
  @Column(name = "colleague_id")
  private UUID colleagueId;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "ended_by")
  private UUID endedBy;

  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  ColleagueEnd() {}

  ColleagueEnd(Colleague colleague, CaseId caseId, ActorId by, Instant at) {
    this.colleagueId = colleague.id();
    this.caseId = caseId.value();
    this.endedBy = by.value();
    this.at = at;
  }
}
