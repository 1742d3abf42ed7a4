package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.Subject;
import io.chancery.directory.CanaryAccounts;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.GrantId;
import io.chancery.keys.Envelopes;
import io.chancery.keys.Macs;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what the platform said of a target's identifier. */
@ApplicationScoped
public class TargetResolutions {
  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Targets targets;
  private final CaseClocks clocks;
  private final CustodyLedger ledger;
  private final Envelopes envelopes;
  private final Macs macs;
  private final CanaryAccounts canaries;

  TargetResolutions(
      CaseRepositories.Cases cases,
      CaseRepositories.Targets targets,
      CaseClocks clocks,
      CustodyLedger ledger,
      Envelopes envelopes,
      Macs macs,
      CanaryAccounts canaries) {
    this.cases = cases;
    this.targets = targets;
    this.clocks = clocks;
    this.ledger = ledger;
    this.envelopes = envelopes;
    this.macs = macs;
    this.canaries = canaries;
  }

  /** The numbers of the case's targets, in order. */
  @Transactional
  public List<Integer> numbers(CaseId id) {
    return targets.of(id).stream().map(Target::number).toList();
  }

  /** Whether nobody has asked the platform yet which account a target is. */
  @Transactional
  public boolean pending(CaseId id, int number) {
    return targets.of(id).stream()
        .anyMatch(t -> t.number() == number && t.resolution() == Target.Resolution.PENDING);
  }

  /**
   * Records the outcome of a {@code Resolve} grant; the case is edited, so that a decision proposed
   * on an older view is stale.
   *
   * @param account the platform's account id, or null when nothing answers to the identifier
   */
  @Transactional
  public void record(CaseId id, int number, GrantId grant, @Nullable String account, Actor actor) {
    DisclosureCase row = cases.lock(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    boolean storing = row.status() == CaseStatus.COLLECTING && clocks.rule(row).preserves();
    if (row.status() != CaseStatus.IN_REVIEW && !storing) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    Target target =
        targets.of(id).stream()
            .filter(t -> t.number() == number)
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (account != null) {
      byte[] accountId = account.getBytes(StandardCharsets.UTF_8);
      String hash = macs.ofAccount(account);
      target.foundAs(envelopes.seal(row.caseKey(), accountId, "account"), hash);
      canaries.watch(actor, CanaryAccounts.Way.RESOLVE, id, List.of(hash));
    } else {
      target.notFound();
    }
    row.edited();
    ledger.append(
        new Subject.OfCase(row.id(), row.reference()),
        actor,
        new CaseEvent.TargetResolved(number, grant, account != null ? "found" : "not-found"));
  }
}
