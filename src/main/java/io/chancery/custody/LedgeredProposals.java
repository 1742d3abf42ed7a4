package io.chancery.custody;

import io.chancery.access.Actor;
import io.chancery.access.ProposalRecord;
import io.chancery.access.Proposals;
import io.chancery.access.TwoPersonAct;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Proposals and their answers as entries, about the person concerned where there is one. */
@ApplicationScoped
class LedgeredProposals implements ProposalRecord {
  private final CustodyLedger ledger;

  LedgeredProposals(CustodyLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void made(
      Actor by, ProposalId id, TwoPersonAct act, @Nullable ActorId concerns, Sha256 content) {
    ledger.append(subject(concerns), by, new HouseEvent.ProposalMade(id, act.name(), content));
  }

  @Override
  public void answered(
      Actor by,
      ProposalId id,
      TwoPersonAct act,
      @Nullable ActorId concerns,
      Sha256 content,
      Proposals.Answer answer) {
    ledger.append(
        subject(concerns),
        by,
        switch (answer) {
          case CONFIRMED -> new HouseEvent.ProposalConfirmed(id, act.name(), content);
          case REJECTED -> new HouseEvent.ProposalRejected(id, act.name(), content);
          case WITHDRAWN -> new HouseEvent.ProposalWithdrawn(id, act.name(), content);
        });
  }

  private static Subject subject(@Nullable ActorId concerns) {
    return concerns == null ? new Subject.OfSystem() : new Subject.OfPerson(concerns);
  }
}
