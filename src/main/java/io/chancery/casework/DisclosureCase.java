package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate's row. Its status moves in {@link #moveTo} alone, called by the lifecycle alone.
 */
@Entity
@Table(name = "disclosure_case")
class DisclosureCase {
  private static final Instant NO_CLOCK = Instant.parse("9999-12-31T00:00:00Z");

  /** More than any clock is long, so that one index orders them all. */
  private static final Duration EMERGENCIES_FIRST = Duration.ofDays(36_500);

  @Id private UUID id;
  private String reference;

  @Column(name = "agency_id")
  private UUID agencyId;

  @Column(name = "officer_id")
  private UUID officerId;

  private String regime;
  private String kind;

  @Column(name = "pack_version")
  private String packVersion;

  /** Decided by the policy row when the case opened; the database keeps it. */
  private boolean emergency;

  @Enumerated(EnumType.STRING)
  private CaseStatus status;

  @Column(name = "received_at")
  private Instant receivedAt;

  @Column(name = "next_clock_at")
  private @Nullable Instant nextClockAt;

  /** The case's place in queues: emergencies first, then by the clock, what has none last. */
  @Column(name = "queue_at")
  private Instant queueAt;

  /** Who works on it now, of the role whose act is next: for queues, no right. */
  @Column(name = "assigned_to")
  private @Nullable UUID assignedTo;

  /** Seals the identifiers; destroying it erases them. */
  @Column(name = "case_key")
  private byte @Nullable [] caseKey;

  /** Who of staff began it of the platform's own accord; null where an agency asked. */
  @Column(name = "referred_by")
  private @Nullable UUID referredBy;

  /** Of what the platform began: from when its addressee's agency sees it; null for not yet. */
  @Column(name = "agency_sees_from")
  private @Nullable Instant agencySeesFrom;

  /** Counts steps and edits, never views; compared with what a person saw. */
  private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  DisclosureCase() {}

  DisclosureCase(
      UUID id,
      CaseReference reference,
      AgencyId agency,
      ActorId officer,
      String regime,
      String kind,
      String packVersion,
      boolean emergency,
      Instant receivedAt,
      byte[] caseKey) {
    this.id = id;
    this.reference = reference.value();
    this.agencyId = agency.value();
    this.officerId = officer.value();
    this.regime = regime;
    this.kind = kind;
    this.packVersion = packVersion;
    this.emergency = emergency;
    this.status = CaseStatus.SUBMITTED;
    this.receivedAt = receivedAt;
    this.caseKey = caseKey.clone();
    this.version = 1;
    this.queueAt = queueAt(null, emergency);
  }

  /** The platform begins the case of its own accord; before it is stored. */
  void beginAsReferral(ActorId by) {
    this.referredBy = by.value();
  }

  /** Who of staff began it of the platform's own accord; null where an agency asked. */
  @Nullable ActorId referredBy() {
    return referredBy == null ? null : new ActorId(referredBy);
  }

  /** Whether the case's agency may know of it: of its own request always. */
  boolean isForAgency(Instant now) {
    return referredBy == null || (agencySeesFrom != null && !agencySeesFrom.isAfter(now));
  }

  /**
   * What a step means to what the agency sees of a referral: it begins with the release's opening,
   * and a release that is taken back before the first hand-over takes it back.
   */
  void seenAfter(CaseStep step, boolean delivered) {
    if (referredBy == null) {
      return;
    }
    if (step instanceof CaseStep.Release release && agencySeesFrom == null) {
      this.agencySeesFrom = release.opens();
    } else if (step instanceof CaseStep.Recall && !delivered) {
      this.agencySeesFrom = null;
    }
  }

  /** Moves the case. Only {@link CaseLifecycle} may call it (ArchitectureTest). */
  void moveTo(CaseStatus next) {
    if (next != status) {
      this.assignedTo = null;
    }
    this.status = next;
    this.version++;
  }

  /** An edit that does not move the case, such as a resolved target. */
  void edited() {
    this.version++;
  }

  void nextClockAt(@Nullable Instant at) {
    this.nextClockAt = at;
    this.queueAt = queueAt(at, emergency);
  }

  private static Instant queueAt(@Nullable Instant clock, boolean emergency) {
    Instant at = Objects.requireNonNullElse(clock, NO_CLOCK);
    return emergency ? at.minus(EMERGENCIES_FIRST) : at;
  }

  Instant queueAt() {
    return queueAt;
  }

  void assignedTo(@Nullable ActorId person) {
    this.assignedTo = person == null ? null : person.value();
  }

  @Nullable ActorId assignedTo() {
    return assignedTo == null ? null : new ActorId(assignedTo);
  }

  CaseId id() {
    return new CaseId(id);
  }

  CaseReference reference() {
    return new CaseReference(reference);
  }

  AgencyId agency() {
    return new AgencyId(agencyId);
  }

  ActorId officer() {
    return new ActorId(officerId);
  }

  String regime() {
    return regime;
  }

  String kind() {
    return kind;
  }

  String packVersion() {
    return packVersion;
  }

  boolean emergency() {
    return emergency;
  }

  CaseStatus status() {
    return status;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  @Nullable Instant nextClockAt() {
    return nextClockAt;
  }

  byte[] caseKey() {
    if (caseKey == null) {
      throw new IllegalStateException("the case's key has been destroyed");
    }
    return caseKey;
  }

  long version() {
    return version;
  }

  @Override
  public String toString() {
    return "DisclosureCase[" + id + " " + status + "]";
  }
}
