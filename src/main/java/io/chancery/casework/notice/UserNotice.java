package io.chancery.casework.notice;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The notice to one account's holder, decided with the approval. Insert only. */
@Entity
@Table(name = "user_notice")
class UserNotice {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int target;
  private String rule;
  private String citation;

  @Column(name = "made_at")
  private Instant madeAt;

  @SuppressWarnings("NullAway.Init") // JPA
  UserNotice() {}

  UserNotice(UUID id, CaseId caseId, int target, String rule, String citation, Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.target = target;
    this.rule = rule;
    this.citation = citation;
    this.madeAt = at;
  }

  UUID id() {
    return id;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  int target() {
    return target;
  }

  String rule() {
    return rule;
  }

  String citation() {
    return citation;
  }
}
