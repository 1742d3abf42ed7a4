package io.chancery.intake;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an officer or an agency system has typed so far; sealed at rest. Opens one case, ever. */
@Entity
@Table(name = "draft")
class Draft {
  @Id private UUID id;

  @Column(name = "agency_id")
  private UUID agencyId;

  @Column(name = "officer_id")
  private @Nullable UUID officerId;

  @Column(name = "draft_key")
  private byte[] draftKey;

  private byte[] form;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "case_id")
  private @Nullable UUID caseId;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  Draft() {}

  Draft(
      UUID id,
      UUID agencyId,
      @Nullable UUID officerId,
      byte[] draftKey,
      byte[] form,
      Instant createdAt) {
    this.id = id;
    this.agencyId = agencyId;
    this.officerId = officerId;
    this.draftKey = draftKey.clone();
    this.form = form.clone();
    this.createdAt = createdAt;
  }

  void rewrite(byte[] sealedForm) {
    this.form = sealedForm.clone();
  }

  void opened(UUID openedCase) {
    this.caseId = openedCase;
  }

  UUID id() {
    return id;
  }

  UUID agencyId() {
    return agencyId;
  }

  byte[] draftKey() {
    return draftKey;
  }

  byte[] form() {
    return form;
  }

  Instant createdAt() {
    return createdAt;
  }

  @Nullable UUID caseId() {
    return caseId;
  }

  long version() {
    return version;
  }

  @Override
  public String toString() {
    return "Draft[" + id + "]";
  }
}
