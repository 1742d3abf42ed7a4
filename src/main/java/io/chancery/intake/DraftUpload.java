package io.chancery.intake;

import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The instrument's PDF as uploaded to a draft. */
@Entity
@Table(name = "draft_upload")
class DraftUpload {
  @Id
  @Column(name = "draft_id")
  private UUID draftId;

  @Column(name = "vault_key")
  private String vaultKey;

  private String sha256;
  private long bytes;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  DraftUpload() {}

  DraftUpload(UUID draftId, String vaultKey, Sha256 digest, long bytes, Instant at) {
    this.draftId = draftId;
    this.vaultKey = vaultKey;
    this.sha256 = digest.hex();
    this.bytes = bytes;
    this.at = at;
  }

  void replace(String newKey, Sha256 digest, long size, Instant when) {
    this.vaultKey = newKey;
    this.sha256 = digest.hex();
    this.bytes = size;
    this.at = when;
  }

  String vaultKey() {
    return vaultKey;
  }

  Sha256 digest() {
    return new Sha256(sha256);
  }

  long bytes() {
    return bytes;
  }
}
