package io.chancery.casework;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that a request names: the name sealed under the case's key, searchable by keyed hash.
 */
@Entity
@Table(name = "target")
class Target {

  /** What the platform said of the identifier. */
  enum Resolution {
    PENDING,
    FOUND,
    NOT_FOUND
  }

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;

  @Column(name = "identifier_kind")
  private String identifierKind;

  @Column(name = "identifier_sealed")
  private byte[] identifierSealed;

  @Column(name = "identifier_hash")
  private String identifierHash;

  @Column(name = "time_zone")
  private String timeZone;

  @Enumerated(EnumType.STRING)
  private Resolution resolution;

  @Column(name = "account_sealed")
  private byte @Nullable [] accountSealed;

  @Column(name = "account_hash")
  private @Nullable String accountHash;

  /** The asked target to whose identifier this account answers as well; null for an asked one. */
  @Column(name = "account_of")
  private @Nullable Integer accountOf;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  Target() {}

  Target(
      UUID id,
      CaseId caseId,
      int number,
      String identifierKind,
      byte[] identifierSealed,
      String identifierHash,
      String timeZone) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = number;
    this.identifierKind = identifierKind;
    this.identifierSealed = identifierSealed.clone();
    this.identifierHash = identifierHash;
    this.timeZone = timeZone;
    this.resolution = Resolution.PENDING;
  }

  /** A further account that answers to this target's identifier. */
  Target further(UUID its, int itsNumber) {
    Target other =
        new Target(
            its, caseId(), itsNumber, identifierKind, identifierSealed, identifierHash, timeZone);
    other.accountOf = number;
    return other;
  }

  void foundAs(byte[] sealedAccount, String hash) {
    this.resolution = Resolution.FOUND;
    this.accountSealed = sealedAccount.clone();
    this.accountHash = hash;
  }

  void notFound() {
    this.resolution = Resolution.NOT_FOUND;
    this.accountSealed = null;
    this.accountHash = null;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  int number() {
    return number;
  }

  String identifierKind() {
    return identifierKind;
  }

  byte[] identifierSealed() {
    return identifierSealed;
  }

  String identifierHash() {
    return identifierHash;
  }

  String timeZone() {
    return timeZone;
  }

  Resolution resolution() {
    return resolution;
  }

  byte @Nullable [] accountSealed() {
    return accountSealed;
  }

  @Nullable String accountHash() {
    return accountHash;
  }

  @Nullable Integer accountOf() {
    return accountOf;
  }

  /** The number of the target that was asked for: its own, or that of which it is an account. */
  int asked() {
    return accountOf == null ? number : accountOf;
  }
}
