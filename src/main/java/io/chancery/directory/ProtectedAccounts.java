package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Accounts for which two approvers must sign: a head of state's, a judge's, a colleague's. The list
 * holds keyed hashes; which account a proposal means is sealed and shown to its two people alone.
 */
@ApplicationScoped
public class ProtectedAccounts implements ProposalHandler {
  /** A line of the list: the keyed hash, never the account. */
  public record ProtectedView(String accountHash, String reason, Instant since) {}

  private final DirectoryRepositories.ProtectedAccountRepository rows;
  private final Proposals proposals;
  private final CustodyLedger ledger;
  private final CurrentActor current;
  private final SealedAccount.Seals seals;
  private final Clock clock;

  ProtectedAccounts(
      DirectoryRepositories.ProtectedAccountRepository rows,
      Proposals proposals,
      CustodyLedger ledger,
      CurrentActor current,
      SealedAccount.Seals seals,
      Clock clock) {
    this.rows = rows;
    this.proposals = proposals;
    this.ledger = ledger;
    this.current = current;
    this.seals = seals;
    this.clock = clock;
  }

  /** What is in force, newest first. */
  @Transactional
  public List<ProtectedView> inForce() {
    return rows.list("inForce order by recordedAt desc, accountHash").stream()
        .map(row -> new ProtectedView(row.accountHash(), row.reason(), row.recordedAt()))
        .toList();
  }

  /**
   * Proposes to protect an account, or to end that.
   *
   * @param accountId the platform's own id of the account; 1 to 200 characters
   * @throws Problem INVALID_INPUT for an id of another shape, or when nothing would change
   */
  @Transactional
  public ProposalId propose(boolean protect, String accountId, String reason) {
    SealedAccount account = seals.of(accountId);
    boolean now =
        rows.findByIdOptional(account.hash()).filter(ProtectedAccount::inForce).isPresent();
    if (now == protect) {
      throw Problem.invalid("account", protect ? "account_is_protected" : "account_not_protected");
    }
    return proposals.propose(
        protect ? TwoPersonAct.PROTECT_ACCOUNT : TwoPersonAct.UNPROTECT_ACCOUNT,
        account.object(),
        null,
        seals.written(account),
        reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(TwoPersonAct.PROTECT_ACCOUNT, TwoPersonAct.UNPROTECT_ACCOUNT);
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    SealedAccount read = seals.read(content);
    boolean answers =
        act.confirmers().stream().anyMatch(current.get()::is)
            || act.proposers().stream().anyMatch(current.get()::is);
    return answers
        ? List.of(new Line("protected_account", seals.open(read)))
        : List.of(new Line("protected_hash", read.hash()));
  }

  @Override
  public void apply(Confirmed proposal) {
    boolean protect = proposal.act() == TwoPersonAct.PROTECT_ACCOUNT;
    String hash = seals.read(proposal.content()).hash();
    ProtectedAccount row = rows.findById(hash);
    if (row == null) {
      rows.persist(new ProtectedAccount(hash, proposal.id(), proposal.reason(), clock.instant()));
    } else if (row.inForce() == protect) {
      throw Problem.of(ProblemType.STALE);
    } else {
      row.set(protect, proposal.reason(), proposal.id(), clock.instant());
    }
    Actor actor = current.get();
    ledger.append(
        new Subject.OfSystem(),
        actor,
        protect
            ? new HouseEvent.AccountProtected(proposal.id())
            : new HouseEvent.AccountProtectionEnded(proposal.id()));
  }
}
