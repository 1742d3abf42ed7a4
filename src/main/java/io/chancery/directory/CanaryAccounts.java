package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProposalId;
import io.chancery.notification.Outbox;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that nobody has a reason to ask for: whoever does raises an alarm and sees nothing of
 * it. An administrator proposes, an approver confirms; the list holds keyed hashes and shows none.
 */
@ApplicationScoped
public class CanaryAccounts implements ProposalHandler {

  /** By what an account was touched. */
  public enum Way {
    RESOLVE,
    COUNT,
    COLLECTION,
    SEARCH
  }

  /** A line of the list: why there is one, and by which proposal; never which. */
  public record CanaryView(ProposalId proposal, String reason, Instant since) {}

  private final CanaryAccount.Rows rows;
  private final Proposals proposals;
  private final StaffAlarms alarms;
  private final CustodyLedger ledger;
  private final CurrentActor current;
  private final SealedAccount.Seals seals;
  private final Clock clock;

  CanaryAccounts(
      CanaryAccount.Rows rows,
      Proposals proposals,
      StaffAlarms alarms,
      CustodyLedger ledger,
      CurrentActor current,
      SealedAccount.Seals seals,
      Clock clock) {
    this.rows = rows;
    this.proposals = proposals;
    this.alarms = alarms;
    this.ledger = ledger;
    this.current = current;
    this.seals = seals;
    this.clock = clock;
  }

  /**
   * Raises the alarm when one of the accounts is a canary: an entry, and a message to the auditors.
   * It answers nothing, so that no caller can do anything else because of it; whoever touched one
   * goes on as with any other account.
   *
   * @param caseId null when it was no case's
   * @param hashes keyed hashes of accounts
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void watch(Actor actor, Way way, @Nullable CaseId caseId, Collection<String> hashes) {
    if (hashes.isEmpty()) {
      return;
    }
    for (CanaryAccount canary : rows.inForce(hashes)) {
      ledger.append(
          new Subject.OfSystem(),
          actor,
          new HouseEvent.CanaryTouched(
              canary.proposal(),
              way.name().toLowerCase(Locale.ROOT),
              caseId == null ? "none" : caseId.toString()));
      alarms.tell(Outbox.Kind.CANARY, actor.id(), Role.AUDITOR);
    }
  }

  /** What is in force, newest first. */
  @Transactional
  public List<CanaryView> inForce() {
    return rows.list("inForce order by recordedAt desc, accountHash").stream()
        .map(row -> new CanaryView(row.proposal(), row.reason(), row.recordedAt()))
        .toList();
  }

  /**
   * Proposes that an account becomes a canary, or is one no longer.
   *
   * @param accountId the platform's own id of the account; 1 to 200 characters
   * @throws Problem INVALID_INPUT for an id of another shape, or when nothing would change
   */
  @Transactional
  public ProposalId propose(boolean place, String accountId, String reason) {
    SealedAccount account = seals.of(accountId);
    boolean now = rows.findByIdOptional(account.hash()).filter(CanaryAccount::inForce).isPresent();
    if (now == place) {
      throw Problem.invalid("account", place ? "account_is_canary" : "account_no_canary");
    }
    return proposals.propose(
        place ? TwoPersonAct.PLACE_CANARY : TwoPersonAct.END_CANARY,
        account.object(),
        null,
        seals.written(account),
        reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(TwoPersonAct.PLACE_CANARY, TwoPersonAct.END_CANARY);
  }

  /**
   * Which account, its two people alone see; not even the hash, which a reviewer's page may show.
   */
  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    boolean answers =
        act.confirmers().stream().anyMatch(current.get()::is)
            || act.proposers().stream().anyMatch(current.get()::is);
    return List.of(new Line("protected_account", answers ? seals.open(seals.read(content)) : "–"));
  }

  @Override
  public void apply(Confirmed proposal) {
    boolean place = proposal.act() == TwoPersonAct.PLACE_CANARY;
    String hash = seals.read(proposal.content()).hash();
    CanaryAccount row = rows.findById(hash);
    if (row == null && place) {
      rows.persist(new CanaryAccount(hash, proposal.reason(), proposal.id(), clock.instant()));
    } else if (row == null || row.inForce() == place) {
      throw Problem.of(ProblemType.STALE);
    } else {
      row.set(place, proposal.reason(), proposal.id(), clock.instant());
    }
    ledger.append(
        new Subject.OfSystem(),
        current.get(),
        place
            ? new HouseEvent.CanaryPlaced(proposal.id())
            : new HouseEvent.CanaryEnded(proposal.id()));
  }
}
