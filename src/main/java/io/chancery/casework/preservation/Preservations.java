package io.chancery.casework.preservation;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.StepResult;
import io.chancery.directory.Officers;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.Purgeable;
import io.chancery.kernel.Sha256;
import io.chancery.keys.AgeIdentity;
import io.chancery.keys.Envelopes;
import io.chancery.notification.Outbox;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Preservations: taken up, renewed by the authority, ended by the clock. Nobody reads what is
 * stored, and the requester never learns whether there is anything.
 */
@ApplicationScoped
public class Preservations implements FactSource, Purgeable {
  /** The act's code for the passkey. */
  static final String ACT = "extend";

  /** How long before its end the agency is reminded. */
  static final Duration REMINDER = Duration.ofDays(14);

  private static final String SEAL = "snapshot";

  /**
   * A preservation's term.
   *
   * @param status of the case
   * @param until its end, exclusive; null while it is held without one, or over
   * @param renewable its end if the authority renewed its request now; null when it cannot
   * @param version what the person sees; goes back with the step
   */
  public record Term(
      CaseStatus status, @Nullable Instant until, @Nullable Instant renewable, long version) {}

  private final PreservationRows rows;
  private final CaseAccess access;
  private final CaseClocks clocks;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final Officers officers;
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Clock clock;

  Preservations(
      PreservationRows rows,
      CaseAccess access,
      CaseClocks clocks,
      CaseLifecycle lifecycle,
      CaseViews views,
      Officers officers,
      Outbox outbox,
      Envelopes envelopes,
      CurrentActor current,
      StepUps stepUps,
      Clock clock) {
    this.rows = rows;
    this.access = access;
    this.clocks = clocks;
    this.lifecycle = lifecycle;
    this.views = views;
    this.officers = officers;
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.current = current;
    this.stepUps = stepUps;
    this.clock = clock;
  }

  /** Makes the key of a snapshot that is about to be read, in the step's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void begin(CaseId id) {
    AgeIdentity fresh = AgeIdentity.fresh();
    byte[] key = envelopes.newWrappedKey();
    byte[] identity = fresh.identity().getBytes(StandardCharsets.US_ASCII);
    rows.persist(
        new Preservation(
            id, fresh.recipient(), key, envelopes.seal(key, identity, SEAL), clock.instant()));
  }

  /** The age recipient to which everything of a case's snapshot is encrypted. */
  @Transactional
  public String recipient(CaseId id) {
    return rows.findById(id.value()).recipient();
  }

  /** Everything was read: the term counts from the request on, whatever was found. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void preserve(CaseId id, Sha256 collected) {
    Instant until = clocks.preservedUntil(id).orElse(null);
    StepResult.Applied unused =
        lifecycle.applyNow(
            id, Actor.SYSTEM, new CaseStep.Preserve(Actor.SYSTEM.id(), collected, until));
  }

  /** The term of a case that the current actor may see; empty when it preserves nothing. */
  @Transactional
  public Optional<Term> term(String reference) {
    CaseId id = access.visible(reference);
    CaseView view = views.of(id);
    boolean runs = view.status() == CaseStatus.PRESERVED;
    return views.preserves(id)
        ? Optional.of(
            new Term(
                view.status(),
                runs ? clocks.preservedUntil(id).orElse(null) : null,
                runs ? clocks.renewedUntil(id).orElse(null) : null,
                view.version()))
        : Optional.empty();
  }

  /** Whether a key of a snapshot is there; empty when the case never had one. For staff. */
  @Transactional
  public Optional<Boolean> keyed(CaseId id) {
    return rows.findByIdOptional(id.value()).map(Preservation::keyed);
  }

  /** The officer renews the request, once, before the term is over. */
  @Transactional
  public StepResult extend(String reference, long seenVersion) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.OFFICER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    stepUps.require(ACT, reference);
    Instant until = clocks.renewedUntil(id).orElseGet(clock::instant);
    return lifecycle.apply(id, seenVersion, actor, new CaseStep.Extend(actor.id(), until));
  }

  /** Preservations that are over, or of whose end the agency is to be reminded. */
  @Transactional
  List<CaseId> ending() {
    return views.preservedUntil(clock.instant().plus(REMINDER));
  }

  /** Ends a preservation whose term is over, or reminds the agency, once for each end. */
  @Transactional
  void tick(CaseId id) {
    if (views.lockedStatus(id) != CaseStatus.PRESERVED) {
      return;
    }
    Optional<Instant> until = clocks.preservedUntil(id);
    CaseStep lapse = new CaseStep.Lapse(Actor.CLOCK.id());
    if (until.isEmpty()) {
      return;
    }
    if (!clock.instant().isBefore(until.get())) {
      if (lifecycle.objection(id, Actor.CLOCK, lapse).isEmpty()) {
        StepResult.Applied unused = lifecycle.applyNow(id, Actor.CLOCK, lapse);
      }
      return;
    }
    Preservation row = rows.findById(id.value());
    if (!row.remindedOf(until.get())) {
      row.reminded(until.get());
      CaseView view = views.of(id);
      officers
          .find(ActorId.parse(view.officerId()))
          .ifPresent(officer ->
              outbox.add(
                  Outbox.Kind.PRESERVATION_ENDS,
                  new CaseReference(view.reference()),
                  officer.mail()));
    }
  }

  @Override
  public void contribute(CaseId id, CaseStep step, Facts facts) {
    if (step instanceof CaseStep.Extend) {
      facts.state(Facts.Fact.RENEWABLE, clocks.renewedUntil(id).isPresent());
    } else if (step instanceof CaseStep.Lapse) {
      Instant now = clock.instant();
      facts.state(
          Facts.Fact.TERM_OVER,
          clocks.preservedUntil(id).filter(until -> !now.isBefore(until)).isPresent());
    }
  }

  @Override
  public int purge(CaseId id, What what) {
    if (what == What.SNAPSHOT) {
      rows.findByIdOptional(id.value()).ifPresent(Preservation::destroyKey);
    }
    return 0;
  }
}
