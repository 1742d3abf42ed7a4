package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person of an agency. */
@Entity
@Table(name = "officer")
class Officer {
  @Id private UUID id;

  @Column(name = "agency_id")
  private UUID agencyId;

  private String subject;

  @Column(name = "full_name")
  private String fullName;

  private String mail;
  private String role;

  @Column(name = "vouched_at")
  private Instant vouchedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  private String badge = "";
  private String unit = "";

  @Column(name = "vouched_by")
  private @Nullable UUID vouchedBy;

  @Column(name = "seen_at")
  private @Nullable Instant seenAt;

  @Column(name = "verified_at")
  private @Nullable Instant verifiedAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  Officer() {}

  Officer(
      UUID id,
      UUID agencyId,
      String subject,
      String fullName,
      String mail,
      String role,
      Instant vouchedAt) {
    this.id = id;
    this.agencyId = agencyId;
    this.subject = subject;
    this.fullName = fullName;
    this.mail = mail;
    this.role = role;
    this.vouchedAt = vouchedAt;
  }

  UUID id() {
    return id;
  }

  String subject() {
    return subject;
  }

  void signsInAs(String newSubject) {
    this.subject = newSubject;
  }

  UUID agencyId() {
    return agencyId;
  }

  String fullName() {
    return fullName;
  }

  String mail() {
    return mail;
  }

  String role() {
    return role;
  }

  boolean ended() {
    return endedAt != null;
  }

  void end(Instant at) {
    this.endedAt = at;
  }

  @Override
  public String toString() {
    return "Officer[" + id + "]";
  }
}
