package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One step of each kind, for tables over all of them. */
final class Steps {
  static final Sha256 SHOWN = Sha256.hash("shown");
  private static final DecisionId DECISION = new DecisionId(new UUID(1, 1));
  private static final ProposalId PROPOSAL = new ProposalId(new UUID(1, 5));
  private static final ProductionId PRODUCTION = new ProductionId(new UUID(1, 2));
  private static final ExclusionId EXCLUSION = new ExclusionId(new UUID(1, 4));
  private static final ReissueId REISSUE = new ReissueId(new UUID(1, 5));
  private static final DownloadGrantId GRANT = new DownloadGrantId(new UUID(1, 3));

  private Steps() {}

  static List<CaseStep> all(ActorId by) {
    return List.of(
        new CaseStep.Submit(by, "search-warrant", SHOWN, SHOWN, 1, 1, ""),
        new CaseStep.Refer(by, "own-referral-us", SHOWN, SHOWN, 1, 1, ""),
        new CaseStep.Verify(by, SHOWN, 3),
        new CaseStep.Refuse(by, "not-authentic"),
        new CaseStep.Propose(by, DECISION, SHOWN, 1, 0, 0),
        new CaseStep.SendBack(by, DECISION, "overbroad"),
        new CaseStep.Approve(by, DECISION, SHOWN, SHOWN),
        new CaseStep.ThirdSign(by, DECISION, SHOWN, SHOWN),
        new CaseStep.BeginCollection(by, SHOWN, 1),
        new CaseStep.FinishCollection(by, SHOWN, 1, 1),
        new CaseStep.CancelCollection(by, SHOWN, "scope-in-doubt"),
        new CaseStep.Recollect(by, SHOWN, 1, "newer-snapshot"),
        new CaseStep.ProposeExclusion(by, EXCLUSION, "exclude", "third-party", 1, SHOWN),
        new CaseStep.ConfirmExclusion(by, EXCLUSION, "exclude", "third-party", 1, SHOWN),
        new CaseStep.RejectExclusion(by, EXCLUSION, SHOWN),
        new CaseStep.Seal(by, PRODUCTION, SHOWN, SHOWN, 1, "key"),
        new CaseStep.Void(by, PRODUCTION, "mistake"),
        new CaseStep.Release(by, PRODUCTION, GRANT, SHOWN, Instant.EPOCH),
        new CaseStep.Recall(by, GRANT, "veto"),
        new CaseStep.ConfirmHandOver(by, GRANT, 1, SHOWN, 1),
        new CaseStep.Expire(by, GRANT),
        new CaseStep.ProposeReissue(by, REISSUE, "agency", "key-lost", "key", SHOWN),
        new CaseStep.Reissue(by, REISSUE, "agency", "key-lost", "key", SHOWN),
        new CaseStep.RejectReissue(by, REISSUE, SHOWN),
        new CaseStep.EndReissue(by, REISSUE, "no-longer-needed"),
        new CaseStep.BeginSnapshot(by, SHOWN, 1),
        new CaseStep.Preserve(by, SHOWN, Instant.EPOCH),
        new CaseStep.Extend(by, Instant.EPOCH),
        new CaseStep.Lapse(by),
        new CaseStep.Lift(by, PROPOSAL, "order-refused"),
        new CaseStep.Stop(by, "withdrawn-order"),
        new CaseStep.Reopen(by, "narrowed-order"),
        new CaseStep.Close(by, "done"),
        new CaseStep.Withdraw(by, "no-longer-needed"));
  }

  static CaseStep named(String name, ActorId by) {
    return all(by).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }
}
