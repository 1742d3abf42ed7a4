package io.chancery.retention;

import io.chancery.kernel.ActorId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** How a planned act ended. Insert only. */
@Entity
@Table(name = "planned_act_end")
class PlannedActEnd {

  /** Done, or stopped because somebody objected or it was no longer possible. */
  enum How {
    DONE,
    STOPPED
  }

  @Id
  @Column(name = "proposal_id")
  private UUID proposalId;

  @Enumerated(EnumType.STRING)
  private How how;

  private UUID by;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  PlannedActEnd() {}

  PlannedActEnd(UUID proposal, How how, ActorId by, Instant at) {
    this.proposalId = proposal;
    this.how = how;
    this.by = by.value();
    this.at = at;
  }
}
