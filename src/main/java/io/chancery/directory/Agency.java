package io.chancery.directory;

import io.chancery.kernel.AgencyId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agency that may ask. */
@Entity
@Table(name = "agency")
class Agency {
  private static final Duration YEAR = Duration.ofDays(365);

  @Id private UUID id;
  private String slug;
  private String name;
  private String country;

  @Column(name = "client_id")
  private @Nullable String clientId;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @Column(name = "suspended_at")
  private @Nullable Instant suspendedAt;

  private String kind = "police";

  /** Keys of the regimes that the agency may use, separated by spaces; empty: every one. */
  private String regimes = "";

  @Column(name = "verified_at")
  private Instant verifiedAt;

  @Column(name = "suspended_reason")
  private @Nullable String suspendedReason;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  Agency() {}

  Agency(
      UUID id,
      String slug,
      String name,
      String country,
      @Nullable String clientId,
      Instant recordedAt) {
    this.id = id;
    this.slug = slug;
    this.name = name;
    this.country = country;
    this.clientId = clientId;
    this.recordedAt = recordedAt;
    this.verifiedAt = recordedAt;
  }

  /** An agency that two people have just admitted. */
  static Agency admitted(AgencyId id, NewAgency form, Instant at) {
    Agency agency = new Agency(id.value(), form.slug(), form.name(), form.country(), null, at);
    agency.kind = form.kind();
    agency.regimes = String.join(" ", form.regimes());
    return agency;
  }

  UUID id() {
    return id;
  }

  String slug() {
    return slug;
  }

  String name() {
    return name;
  }

  String country() {
    return country;
  }

  /** Whether its yearly verification fell due before {@code since}. */
  boolean verificationOverdue(Instant since) {
    return verifiedAt.plus(YEAR).isBefore(since);
  }

  Instant verificationDue() {
    return verifiedAt.plus(YEAR);
  }

  void verifiedAgain(Instant at) {
    this.verifiedAt = at;
  }

  /** Whether its powers cover a regime. */
  boolean mayUse(String regime) {
    return regimes.isEmpty() || Arrays.asList(regimes.split(" ")).contains(regime);
  }

  boolean suspended() {
    return suspendedAt != null;
  }

  void suspend(String reason, Instant at) {
    this.suspendedAt = at;
    this.suspendedReason = reason;
  }

  void lift() {
    this.suspendedAt = null;
    this.suspendedReason = null;
  }

  @Nullable Instant suspendedAt() {
    return suspendedAt;
  }

  @Nullable String suspendedReason() {
    return suspendedReason;
  }

  String kind() {
    return kind;
  }

  Instant verifiedAt() {
    return verifiedAt;
  }
}
