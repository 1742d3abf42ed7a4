package io.chancery.casework.suspension;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a court or an authority has stopped. Insert only. */
@Entity
@Table(name = "suspension")
class Suspension {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;
  private String ground;
  private String authority;
  private String docket;

  @Column(name = "filed_on")
  private LocalDate filedOn;

  private @Nullable LocalDate until;

  @Column(name = "begun_by")
  private UUID begunBy;

  @Column(name = "begun_at")
  private Instant begunAt;

  @SuppressWarnings("NullAway.Init") // JPA
  Suspension() {}

  Suspension(
      UUID id,
      CaseId caseId,
      int number,
      Suspensions.Filing filing,
      ActorId begunBy,
      Instant begunAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.ground = filing.ground();
    this.authority = filing.authority();
    this.docket = filing.docket();
    this.filedOn = filing.filedOn();
    this.until = filing.until();
    this.begunBy = begunBy.value();
    this.begunAt = begunAt;
  }

  UUID id() {
    return id;
  }

  int number() {
    return number;
  }

  Suspensions.Filing filing() {
    return new Suspensions.Filing(ground, authority, docket, filedOn, until);
  }

  ActorId begunBy() {
    return new ActorId(begunBy);
  }

  Instant begunAt() {
    return begunAt;
  }
}
