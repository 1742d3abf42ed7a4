package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An act that one person proposed and that needs another. Insert only. */
@Entity
@Table(name = "proposal")
class Proposal {
  @Id private UUID id;
  private String act;
  private UUID object;
  private @Nullable UUID concerns;
  private byte[] content;
  private String digest;
  private String reason;

  @Column(name = "proposed_by")
  private UUID proposedBy;

  @Column(name = "proposed_at")
  private Instant proposedAt;

  @SuppressWarnings("NullAway.Init") // JPA
  Proposal() {}

  Proposal(
      ProposalId id,
      TwoPersonAct act,
      UUID object,
      @Nullable ActorId concerns,
      byte[] content,
      Sha256 digest,
      String reason,
      ActorId by,
      Instant at) {
    this.id = id.value();
    this.act = act.name();
    this.object = object;
    this.concerns = concerns == null ? null : concerns.value();
    this.content = content.clone();
    this.digest = digest.hex();
    this.reason = reason;
    this.proposedBy = by.value();
    this.proposedAt = at;
  }

  ProposalId id() {
    return new ProposalId(id);
  }

  TwoPersonAct act() {
    return TwoPersonAct.valueOf(act);
  }

  UUID object() {
    return object;
  }

  @Nullable ActorId concerns() {
    return concerns == null ? null : new ActorId(concerns);
  }

  byte[] content() {
    return content;
  }

  /** Over act, object and content: what the second person's answer binds to. */
  Sha256 digest() {
    return new Sha256(digest);
  }

  String reason() {
    return reason;
  }

  ActorId proposedBy() {
    return new ActorId(proposedBy);
  }

  Instant proposedAt() {
    return proposedAt;
  }
}
