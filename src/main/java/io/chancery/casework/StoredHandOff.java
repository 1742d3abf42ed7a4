package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The canonical bytes of a hand-off. Insert only. */
@Entity
@Table(name = "hand_off")
class StoredHandOff {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String kind;
  private byte[] bytes;
  private String sha256;
  private @Nullable String previous;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  StoredHandOff() {}

  StoredHandOff(
      UUID id, CaseId caseId, String kind, byte[] bytes, @Nullable Sha256 previous, Instant at) {
    this.id = id;
    this.caseId = caseId.value();
    this.kind = kind;
    this.bytes = bytes.clone();
    this.sha256 = Sha256.hash(bytes).hex();
    this.previous = previous == null ? null : previous.hex();
    this.at = at;
  }

  String kind() {
    return kind;
  }

  byte[] bytes() {
    return bytes;
  }

  Sha256 digest() {
    return new Sha256(sha256);
  }
}
