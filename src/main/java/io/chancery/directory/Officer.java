package io.chancery.directory;

import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
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

  /** Somebody for whom a supervisor, or an agency's admission, vouches; on probation. */
  static Officer vouched(
      ActorId id,
      AgencyId agency,
      OfficerAdministration.Form form,
      Role role,
      ActorId by,
      Instant at) {
    Officer officer =
        new Officer(
            id.value(),
            agency.value(),
            IdentityOrders.subjectBeforeInvitation(id),
            form.fullName(),
            form.mail(),
            role.key(),
            at);
    officer.badge = form.badge();
    officer.unit = form.unit();
    officer.vouchedBy = by.value();
    return officer;
  }

  void vouchedAgain(ActorId by, Instant at) {
    this.vouchedBy = by.value();
    this.vouchedAt = at;
  }

  String badge() {
    return badge;
  }

  String unit() {
    return unit;
  }

  Instant vouchedAt() {
    return vouchedAt;
  }

  /** Whether the officer was neither seen nor vouched for since {@code since}. */
  boolean lapsed(Instant since) {
    return vouchedAt.isBefore(since) && !seenSince(since);
  }

  boolean seenSince(Instant since) {
    return seenAt != null && !seenAt.isBefore(since);
  }

  /** Until one request of theirs was verified. */
  boolean onProbation() {
    return verifiedAt == null;
  }

  void requestVerified(Instant at) {
    this.verifiedAt = at;
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
