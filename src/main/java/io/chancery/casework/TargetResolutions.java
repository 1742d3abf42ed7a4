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
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what the platform said of a target's identifier. Where several accounts answer to it,
 * each further one becomes a target of its own with the same items, so that each is counted,
 * decided, read and handed over alone (adr/0034).
 */
@ApplicationScoped
public class TargetResolutions {
  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Targets targets;
  private final CaseRepositories.Items items;
  private final CaseClocks clocks;
  private final CustodyLedger ledger;
  private final Envelopes envelopes;
  private final Macs macs;
  private final CanaryAccounts canaries;
  private final Ids ids;

  TargetResolutions(
      CaseRepositories.Cases cases,
      CaseRepositories.Targets targets,
      CaseRepositories.Items items,
      CaseClocks clocks,
      CustodyLedger ledger,
      Envelopes envelopes,
      Macs macs,
      CanaryAccounts canaries,
      Ids ids) {
    this.cases = cases;
    this.targets = targets;
    this.items = items;
    this.clocks = clocks;
    this.ledger = ledger;
    this.envelopes = envelopes;
    this.macs = macs;
    this.canaries = canaries;
    this.ids = ids;
  }

  /** The numbers of the targets that were asked for, in order. */
  @Transactional
  public List<Integer> numbers(CaseId id) {
    return targets.of(id).stream()
        .filter(target -> target.accountOf() == null)
        .map(Target::number)
        .toList();
  }

  /** Whether nobody has asked the platform yet which account a target is. */
  @Transactional
  public boolean pending(CaseId id, int number) {
    return targets.of(id).stream()
        .anyMatch(t -> t.number() == number && t.resolution() == Target.Resolution.PENDING);
  }

  /**
   * Records the outcome of a {@code Resolve} grant; the case is edited, so that a decision proposed
   * on an older view is stale. An account that was found before keeps its number.
   *
   * @param number of a target that was asked for
   * @param accounts the platform's account ids; none when nothing answers to the identifier
   * @return the numbers of further accounts that nobody knew of yet
   */
  @Transactional
  public List<Integer> record(
      CaseId id, int number, GrantId grant, List<String> accounts, Actor actor) {
    DisclosureCase row = cases.lock(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    boolean storing = row.status() == CaseStatus.COLLECTING && clocks.rule(row).preserves();
    if (row.status() != CaseStatus.IN_REVIEW && !storing) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    List<Target> all = targets.of(id);
    Target asked =
        all.stream()
            .filter(t -> t.number() == number && t.accountOf() == null)
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    Map<String, String> found = new LinkedHashMap<>();
    accounts.forEach(account -> found.put(macs.ofAccount(account), account));
    Map<String, String> unplaced = new LinkedHashMap<>(found);
    Deque<Target> free = new ArrayDeque<>();
    for (Target target : all) {
      boolean keeps = target.asked() == number && unplaced.remove(target.accountHash()) != null;
      if (target.asked() == number && !keeps) {
        free.add(target);
      }
    }
    List<Integer> further = new ArrayList<>();
    unplaced.forEach((hash, account) -> {
      byte[] sealed =
          envelopes.seal(row.caseKey(), account.getBytes(StandardCharsets.UTF_8), "account");
      Target known = free.poll();
      if (known == null) {
        further.add(added(asked, all.size() + further.size() + 1, sealed, hash));
      } else {
        known.foundAs(sealed, hash);
      }
    });
    free.forEach(Target::notFound);
    if (!found.isEmpty()) {
      canaries.watch(actor, CanaryAccounts.Way.RESOLVE, id, found.keySet());
    }
    row.edited();
    Subject subject = new Subject.OfCase(row.id(), row.reference());
    ledger.append(
        subject,
        actor,
        new CaseEvent.TargetResolved(number, grant, found.isEmpty() ? "not-found" : "found"));
    if (found.size() > 1) {
      ledger.append(
          subject, actor, new CaseEvent.SeveralAccountsFound(number, grant, found.size()));
    }
    return List.copyOf(further);
  }

  /** A target of its own, about which the same is asked. */
  private int added(Target asked, int number, byte[] sealed, String hash) {
    Target other = asked.further(ids.next(), number);
    other.foundAs(sealed, hash);
    targets.persist(other);
    List<ScopeItem> known = items.of(asked.caseId());
    int last = known.size();
    for (ScopeItem item : known) {
      if (item.target() == asked.number()) {
        last++;
        items.persist(
            new ScopeItem(ids.next(), asked.caseId(), number, last, item.group(), item.period()));
      }
    }
    return number;
  }
}
