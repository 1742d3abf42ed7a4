package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Acts that need two people and are no steps of a case: one proposes, another confirms exactly what
 * was shown, and the owner of the object does it in the same transaction (docs/adr/0015). Nobody
 * confirms what they proposed, nor what concerns themselves; the database refuses both as well.
 */
@ApplicationScoped
public class Proposals {
  /** The act's code for the passkey. */
  static final String TOUCH = "confirm-proposal";

  private static final int REASON_LENGTH = 2000;
  private static final int FEWEST_WORDS = 20;
  private static final int SHOWN_ANSWERED = 50;

  /** How a proposal ended. */
  public enum Answer {
    CONFIRMED,
    REJECTED,
    WITHDRAWN
  }

  /**
   * A proposal as staff see it.
   *
   * @param shown the digest that an answer binds to
   * @param answerable whether the person who looks may confirm or reject it
   * @param own whether that person proposed it
   * @param asksForWords whether who confirms says why, because something speaks against it
   * @param answer null while it waits
   * @param words what who confirmed said; null when nothing was asked
   */
  public record ProposalView(
      ProposalId id,
      TwoPersonAct act,
      List<ProposalHandler.Line> lines,
      String reason,
      String proposedBy,
      Instant proposedAt,
      Sha256 shown,
      boolean answerable,
      boolean own,
      boolean asksForWords,
      @Nullable Answer answer,
      @Nullable String answeredBy,
      @Nullable Instant answeredAt,
      @Nullable String words) {}

  private final ProposalRows rows;
  private final CurrentActor current;
  private final Leavers leavers;
  private final StepUps stepUps;
  private final Standing standing;
  private final ProposalRecord ledger;
  private final Map<TwoPersonAct, ProposalHandler> handlers = new EnumMap<>(TwoPersonAct.class);
  private final Ids ids;
  private final Clock clock;

  Proposals(
      ProposalRows rows,
      CurrentActor current,
      Leavers leavers,
      StepUps stepUps,
      Standing standing,
      ProposalRecord ledger,
      @All List<ProposalHandler> handlers,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.current = current;
    this.leavers = leavers;
    this.stepUps = stepUps;
    this.standing = standing;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
    for (ProposalHandler handler : handlers) {
      for (TwoPersonAct act : handler.acts()) {
        if (this.handlers.put(act, handler) != null) {
          throw new IllegalStateException("two owners do " + act);
        }
      }
    }
  }

  /**
   * Proposes an act. The owner calls it after checking what it was given.
   *
   * @param object what it is about
   * @param concerns the person whose rights it changes, who can never confirm it
   * @param content what exactly, as the owner will read it again
   * @param reason in words, for the second person; 1 to 2000 characters
   * @throws Problem FORBIDDEN when the actor holds no role that may propose it; DUPLICATE when the
   *     same waits already
   */
  @Transactional
  public ProposalId propose(
      TwoPersonAct act, UUID object, @Nullable ActorId concerns, byte[] content, String reason) {
    Actor actor = current.get();
    if (Collections.disjoint(actor.roles(), act.proposers())) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (reason.isBlank() || reason.length() > REASON_LENGTH) {
      throw Problem.invalid("reason", "reason_words");
    }
    if (rows.waits(act, object)) {
      throw Problem.of(ProblemType.DUPLICATE, "proposal_waits");
    }
    ProposalHandler unused = handler(act);
    ProposalId id = new ProposalId(ids.next());
    Sha256 digest = digest(act, object, content, reason);
    rows.add(
        new Proposal(
            id,
            act,
            object,
            concerns,
            content,
            digest,
            reason.strip(),
            actor.id(),
            clock.instant()));
    ledger.made(actor, id, act, concerns, digest);
    return id;
  }

  /** What waits for a second person, oldest first; then the latest that were answered. */
  @Transactional
  public List<ProposalView> all() {
    Actor actor = current.get();
    return java.util.stream.Stream.concat(
            rows.open().stream(), rows.answered(SHOWN_ANSWERED).stream())
        .map(proposal -> view(actor, proposal))
        .toList();
  }

  /** How many wait for this very person. */
  @Transactional
  public long waitingForMe() {
    Actor actor = current.get();
    return rows.open().stream().filter(proposal -> mayAnswer(actor, proposal)).count();
  }

  /**
   * One proposal.
   *
   * @throws Problem NOT_FOUND
   */
  @Transactional
  public ProposalView one(ProposalId id) {
    return view(current.get(), find(id));
  }

  /** Confirms what nothing speaks against. */
  @Transactional
  public void confirm(ProposalId id, Sha256 shown) {
    confirm(id, shown, "");
  }

  /**
   * Confirms exactly what was shown, with a touch of the passkey, and has it done.
   *
   * @param words why, where something speaks against it; else nothing is kept
   * @throws Problem FORBIDDEN for the proposer, the person concerned and other roles; STALE when
   *     something else was shown or somebody answered before; BLOCKED for who leaves; INVALID_INPUT
   *     when words are asked for and missing
   */
  @Transactional
  public void confirm(ProposalId id, Sha256 shown, String words) {
    Proposal proposal = answer(id, shown, Answer.CONFIRMED, words.strip());
    handler(proposal.act())
        .apply(
            new ProposalHandler.Confirmed(
                id,
                proposal.act(),
                proposal.object(),
                proposal.concerns(),
                proposal.content(),
                proposal.reason(),
                proposal.proposedBy(),
                current.get().id()));
  }

  /** Whether somebody proposed or answered it; for who judges afterwards what came of it. */
  @Transactional
  public boolean tookPart(ProposalId id, ActorId person) {
    return find(id).proposedBy().equals(person)
        || rows.answer(id).filter(answer -> answer.answeredBy().equals(person)).isPresent();
  }

  /** Rejects it; the same people may who may confirm it. */
  @Transactional
  public void reject(ProposalId id, Sha256 shown) {
    Proposal unused = answer(id, shown, Answer.REJECTED, "");
  }

  /** Takes one's own proposal back. */
  @Transactional
  public void withdraw(ProposalId id) {
    Proposal proposal = find(id);
    if (!proposal.proposedBy().equals(current.get().id())) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    record(proposal, Answer.WITHDRAWN, null);
  }

  private Proposal answer(ProposalId id, Sha256 shown, Answer answer, String words) {
    Proposal proposal = find(id);
    if (!mayAnswer(current.get(), proposal)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!proposal.digest().equals(shown)) {
      throw Problem.of(ProblemType.STALE);
    }
    // Before the touch is asked for: who comes second reads that it is done, not that a key misses.
    if (rows.answer(id).isPresent()) {
      throw Problem.of(ProblemType.STALE);
    }
    boolean asked =
        answer == Answer.CONFIRMED
            && handler(proposal.act()).asksForWords(proposal.act(), proposal.content());
    if (asked && (words.length() < FEWEST_WORDS || words.length() > REASON_LENGTH)) {
      throw Problem.invalid("words", "second_words");
    }
    if (answer == Answer.CONFIRMED) {
      leavers.keepFrom(current.get(), TOUCH);
    }
    stepUps.require(TOUCH, id.toString());
    record(proposal, answer, asked ? words : null);
    return proposal;
  }

  private void record(Proposal proposal, Answer answer, @Nullable String words) {
    Actor actor = current.get();
    if (rows.answer(proposal.id()).isPresent()) {
      throw Problem.of(ProblemType.STALE);
    }
    try {
      rows.add(new ProposalAnswer(proposal.id(), answer, actor.id(), clock.instant(), words));
    } catch (PersistenceException e) {
      throw Problem.of(ProblemType.STALE); // two answered at the same moment; one row stands
    }
    ledger.answered(
        actor, proposal.id(), proposal.act(), proposal.concerns(), proposal.digest(), answer);
  }

  private Proposal find(ProposalId id) {
    return rows.find(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private static boolean mayAnswer(Actor actor, Proposal proposal) {
    Set<Role> confirmers = proposal.act().confirmers();
    return !Collections.disjoint(actor.roles(), confirmers)
        && !actor.id().equals(proposal.proposedBy())
        && !actor.id().equals(proposal.concerns());
  }

  private ProposalView view(Actor actor, Proposal proposal) {
    Optional<ProposalAnswer> answer = rows.answer(proposal.id());
    return new ProposalView(
        proposal.id(),
        proposal.act(),
        handler(proposal.act()).describe(proposal.act(), proposal.object(), proposal.content()),
        proposal.reason(),
        standing.nameOf(proposal.proposedBy()),
        proposal.proposedAt(),
        proposal.digest(),
        answer.isEmpty() && mayAnswer(actor, proposal),
        actor.id().equals(proposal.proposedBy()),
        handler(proposal.act()).asksForWords(proposal.act(), proposal.content()),
        answer.map(ProposalAnswer::answer).orElse(null),
        answer.map(a -> standing.nameOf(a.answeredBy())).orElse(null),
        answer.map(ProposalAnswer::answeredAt).orElse(null),
        answer.map(ProposalAnswer::words).orElse(null));
  }

  private ProposalHandler handler(TwoPersonAct act) {
    ProposalHandler handler = handlers.get(act);
    if (handler == null) {
      throw new IllegalStateException("nobody does " + act);
    }
    return handler;
  }

  private static Sha256 digest(TwoPersonAct act, UUID object, byte[] content, String reason) {
    return Sha256.hash(
        String.join(
            "\n",
            act.name(),
            object.toString(),
            Sha256.hash(content).hex(),
            Sha256.hash(reason.strip().getBytes(StandardCharsets.UTF_8)).hex()));
  }
}
