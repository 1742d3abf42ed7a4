package io.chancery.packaging;

import io.chancery.casework.handoff.SealedPackage;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is handed over for a case; its package is built, sealed, perhaps voided. */
@Entity
@Table(name = "production")
class Production {

  /** Where a production stands. */
  enum Status {
    BUILDING,
    SEALED,
    VOIDED,
    /** Its package is erased, by two people. */
    PURGED,
    FAILED
  }

  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;

  @Enumerated(EnumType.STRING)
  private Status status;

  @Column(name = "started_by")
  private UUID startedBy;

  @Column(name = "seen_version")
  private long seenVersion;

  private @Nullable String failure;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "file_name")
  private @Nullable String fileName;

  @Column(name = "vault_key")
  private @Nullable String vaultKey;

  /** Where the bags after the first lie, in their order. */
  @Column(name = "other_keys")
  private String[] otherKeys = {};

  /** The most of collected bytes in a bag; null for one bag of any size. */
  @Column(name = "bag_size")
  private @Nullable Long bagSize;

  private @Nullable String ciphertext;
  private @Nullable String manifest;
  private @Nullable String recipient;
  private @Nullable Long bytes;

  /** Whether the package was read back from the vault and every hash compared. */
  private boolean checked;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  Production() {}

  Production(
      ProductionId id,
      CaseId caseId,
      int number,
      ActorId startedBy,
      long seenVersion,
      @Nullable Long bagSize,
      Instant createdAt) {
    this.id = id.value();
    this.caseId = caseId.value();
    this.number = number;
    this.status = Status.BUILDING;
    this.startedBy = startedBy.value();
    this.seenVersion = seenVersion;
    this.bagSize = bagSize;
    this.createdAt = createdAt;
  }

  /** An attempt begins to write under {@code key}; the one before no longer counts. */
  void attempt(String key) {
    vaultKey = key;
    otherKeys = new String[] {};
  }

  /** The attempt goes on with the next bag, under {@code key}. */
  void next(String key) {
    otherKeys = Arrays.copyOf(otherKeys, otherKeys.length + 1);
    otherKeys[otherKeys.length - 1] = key;
  }

  /** Whether the attempt whose first bag lies under {@code key} is the one that counts. */
  boolean isBuiltAt(String key) {
    return status == Status.BUILDING && key.equals(vaultKey);
  }

  /**
   * The package lies in the vault where {@link #attempt} and {@link #next} say, has been read back,
   * and is about to be sealed.
   */
  void built(SealedPackage sealed) {
    fileName = sealed.fileName();
    ciphertext = sealed.ciphertext().hex();
    manifest = sealed.payloadManifest().hex();
    recipient = sealed.recipientFingerprint();
    bytes = sealed.bytes();
    checked = true;
    status = Status.SEALED;
  }

  void fail(String reason) {
    status = Status.FAILED;
    failure = reason;
    nothingInVault();
    checked = false;
  }

  void voided() {
    status = Status.VOIDED;
  }

  /** The package is erased; that it was handed over stays known. */
  void purged() {
    if (status == Status.SEALED) {
      status = Status.PURGED;
    }
    nothingInVault();
  }

  private void nothingInVault() {
    vaultKey = null;
    otherKeys = new String[] {};
  }

  ProductionId id() {
    return new ProductionId(id);
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  int number() {
    return number;
  }

  Status status() {
    return status;
  }

  ActorId startedBy() {
    return new ActorId(startedBy);
  }

  long seenVersion() {
    return seenVersion;
  }

  @Nullable String failure() {
    return failure;
  }

  boolean checked() {
    return checked;
  }

  /** Where its bags lie, or what is written of them so far; none when nothing does. */
  List<String> vaultKeys() {
    List<String> keys = new ArrayList<>();
    if (vaultKey != null) {
      keys.add(vaultKey);
    }
    keys.addAll(List.of(otherKeys));
    return keys;
  }

  @Nullable Long bagSize() {
    return bagSize;
  }

  @Nullable String recipient() {
    return recipient;
  }

  @Nullable String manifest() {
    return manifest;
  }

  @Nullable Sha256 ciphertext() {
    return ciphertext == null ? null : new Sha256(ciphertext);
  }
}
