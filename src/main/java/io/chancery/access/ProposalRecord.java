package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** Where proposals and their answers are recorded, in the same transaction: the ledger. */
public interface ProposalRecord {

  /** Somebody proposed an act. */
  void made(Actor by, ProposalId id, TwoPersonAct act, @Nullable ActorId concerns, Sha256 content);

  /** Somebody answered it: {@code CONFIRMED}, {@code REJECTED} or {@code WITHDRAWN}. */
  void answered(
      Actor by,
      ProposalId id,
      TwoPersonAct act,
      @Nullable ActorId concerns,
      Sha256 content,
      Proposals.Answer answer);
}
