package io.chancery.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.Subject;
import io.chancery.kernel.ProposalId;
import io.chancery.keys.Envelopes;
import io.chancery.keys.Macs;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  private static final int LONGEST_ID = 200;
  private static final String SEAL = "protected account";

  /** A line of the list: the keyed hash, never the account. */
  public record ProtectedView(String accountHash, String reason, Instant since) {}

  /** What a proposal carries. */
  record Content(String hash, byte[] key, byte[] sealed) {}

  private final DirectoryRepositories.ProtectedAccountRepository rows;
  private final Proposals proposals;
  private final CustodyLedger ledger;
  private final CurrentActor current;
  private final Macs macs;
  private final Envelopes envelopes;
  private final ObjectMapper json;
  private final Clock clock;

  ProtectedAccounts(
      DirectoryRepositories.ProtectedAccountRepository rows,
      Proposals proposals,
      CustodyLedger ledger,
      CurrentActor current,
      Macs macs,
      Envelopes envelopes,
      ObjectMapper json,
      Clock clock) {
    this.rows = rows;
    this.proposals = proposals;
    this.ledger = ledger;
    this.current = current;
    this.macs = macs;
    this.envelopes = envelopes;
    this.json = json;
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
    String account = accountId.strip();
    if (account.isEmpty() || account.length() > LONGEST_ID) {
      throw Problem.invalid("account", "account_id_shape");
    }
    String hash = macs.ofAccount(account);
    boolean now = rows.findByIdOptional(hash).filter(ProtectedAccount::inForce).isPresent();
    if (now == protect) {
      throw Problem.invalid("account", protect ? "account_is_protected" : "account_not_protected");
    }
    byte[] key = envelopes.newWrappedKey();
    byte[] sealed = envelopes.seal(key, account.getBytes(StandardCharsets.UTF_8), SEAL);
    return proposals.propose(
        protect ? TwoPersonAct.PROTECT_ACCOUNT : TwoPersonAct.UNPROTECT_ACCOUNT,
        object(hash),
        null,
        written(new Content(hash, key, sealed)),
        reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(TwoPersonAct.PROTECT_ACCOUNT, TwoPersonAct.UNPROTECT_ACCOUNT);
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    Content read = read(content);
    boolean answers =
        act.confirmers().stream().anyMatch(current.get()::is)
            || act.proposers().stream().anyMatch(current.get()::is);
    return answers
        ? List.of(
            new Line(
                "protected_account",
                new String(
                    envelopes.open(read.key(), read.sealed(), SEAL), StandardCharsets.UTF_8)))
        : List.of(new Line("protected_hash", read.hash()));
  }

  @Override
  public void apply(Confirmed proposal) {
    boolean protect = proposal.act() == TwoPersonAct.PROTECT_ACCOUNT;
    String hash = read(proposal.content()).hash();
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
            ? new CustodyEvent.AccountProtected(proposal.id())
            : new CustodyEvent.AccountProtectionEnded(proposal.id()));
  }

  /** The object of a proposal about an account: the first half of its hash. */
  private static UUID object(String hash) {
    return new UUID(
        Long.parseUnsignedLong(hash.substring(0, 16), 16),
        Long.parseUnsignedLong(hash.substring(16, 32), 16));
  }

  private byte[] written(Content content) {
    try {
      return json.writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings and bytes was not written", e);
    }
  }

  private Content read(byte[] content) {
    try {
      return json.readValue(content, Content.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored proposal cannot be read", e);
    }
  }
}
