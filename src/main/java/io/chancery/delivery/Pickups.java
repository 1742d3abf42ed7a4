package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseViews;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.casework.suspension.Suspensions;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.directory.RecipientKeys;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What comes before a transfer. Opened by a person with a fresh touch; every attempt is an entry
 * before its first byte. Whoever opened it fetches it, or the system of their agency; when somebody
 * else of the named opens it, they begin anew.
 */
@ApplicationScoped
public class Pickups {
  private final DeliveryRows rows;
  private final AfterReleaseRows after;
  private final Deliveries deliveries;
  private final GrantAccess access;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final CaseClocks clocks;
  private final Suspensions suspensions;
  private final Officers officers;
  private final RecipientKeys recipients;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Clock clock;

  Pickups(
      DeliveryRows rows,
      AfterReleaseRows after,
      Deliveries deliveries,
      GrantAccess access,
      CaseLifecycle lifecycle,
      CaseViews views,
      CaseClocks clocks,
      Suspensions suspensions,
      Officers officers,
      RecipientKeys recipients,
      CurrentActor current,
      StepUps stepUps,
      Clock clock) {
    this.rows = rows;
    this.after = after;
    this.deliveries = deliveries;
    this.access = access;
    this.lifecycle = lifecycle;
    this.views = views;
    this.clocks = clocks;
    this.suspensions = suspensions;
    this.officers = officers;
    this.recipients = recipients;
    this.current = current;
    this.stepUps = stepUps;
    this.clock = clock;
  }

  /**
   * Opens the grant for an attempt; the officer it is bound to, with a fresh touch. A refusal is an
   * entry as well. The whole package is hashed before: what was damaged in the vault since its
   * release is never handed over.
   */
  public Deliveries.GrantView open(String token) {
    return recordingRefusals(
        token,
        () -> {
          requireWhole(token);
          return QuarkusTransaction.requiringNew().call(() -> openBound(token));
        });
  }

  /** Outside of a transaction, because it reads all of it; only for who may open it now. */
  private void requireWhole(String token) {
    QuarkusTransaction.requiringNew()
        .call(() -> {
          DeliveryGrant bound = access.require(token, current.get());
          requireFetchable(bound);
          return stepUps.present(Deliveries.PICKUP, bound.id().toString())
              ? Optional.of(deliveries.sealedOf(bound))
              : Optional.<SealedPackage>empty();
        })
        .ifPresent(deliveries::verifyVault);
  }

  private Deliveries.GrantView openBound(String token) {
    Actor actor = current.get();
    DeliveryGrant bound = access.require(token, actor);
    if (!actor.is(Role.OFFICER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    stepUps.require(Deliveries.PICKUP, bound.id().toString());
    // Case row first, then the grant: the same order everywhere.
    views.lockedStatus(bound.caseId());
    DeliveryGrant grant = rows.lock(bound.id());
    requireFetchable(grant);
    if (grant.attempts() >= deliveries.attemptsAllowed()) {
      throw Problem.of(ProblemType.GONE, "attempts_used");
    }
    int attempt = grant.open(actor.id());
    lifecycle.record(grant.caseId(), actor, new CaseEvent.PickupStarted(grant.id(), attempt));
    return deliveries.pickup(token);
  }

  /**
   * Prepares a transfer of an opened grant.
   *
   * @param number of the file, from 1
   * @param from first byte wanted, 0 for the whole
   */
  Transfer prepare(String token, int number, long from) {
    return recordingRefusals(
        token,
        () -> QuarkusTransaction.requiringNew().call(() -> prepareBound(token, number, from)));
  }

  private Transfer prepareBound(String token, int number, long from) {
    DeliveryGrant grant = access.require(token, current.get());
    SealedPackage pack = deliveries.sealedOf(grant);
    requireFetchable(grant);
    if (!grant.openedFor(current.get())) {
      throw Problem.of(ProblemType.STEP_UP_REQUIRED, "grant_not_opened");
    }
    requireStanding(Objects.requireNonNull(grant.openedBy()), current.get());
    if (number < 1 || number > pack.files().size()) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
    SealedPackage.Bag file = pack.files().get(number - 1);
    if (from < 0 || from >= file.bytes()) {
      throw Problem.invalid("Range", "range_outside");
    }
    return new Transfer(
        number,
        file.fileName(),
        file.ciphertext(),
        file.bytes(),
        from,
        file.bytes(),
        grant.id(),
        grant.caseId(),
        file.vaultKey(),
        grant.attempts(),
        Objects.requireNonNull(grant.openedBy()),
        pack.ciphertext(),
        pack.bytes());
  }

  /**
   * The list that binds the files of a production: its name, and what {@code sha256sum -c} reads.
   */
  public record FileList(String fileName, String text) {}

  /**
   * The list of a production of several files; it names what the hand-over's view shows as well.
   *
   * @throws Problem not-found when there is one file, which needs none
   */
  public FileList list(String token) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          SealedPackage pack = deliveries.sealedOf(access.require(token, current.get()));
          if (pack.bags() == null) {
            throw Problem.of(ProblemType.NOT_FOUND);
          }
          return new FileList(pack.fileName(), SealedPackage.list(pack.bags()));
        });
  }

  /**
   * The key envelope of an opened or completed hand-over; each time is an entry.
   *
   * @throws Problem not-found when the package has none
   */
  public SealedPackage.Envelope envelope(String token) {
    return recordingRefusals(
        token, () -> QuarkusTransaction.requiringNew().call(() -> envelopeBound(token)));
  }

  private SealedPackage.Envelope envelopeBound(String token) {
    Actor actor = current.get();
    DeliveryGrant grant = access.require(token, actor);
    SealedPackage.Envelope envelope = deliveries.sealedOf(grant).envelope();
    if (envelope == null) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
    requireInForce(grant);
    switch (grant.status()) {
      case OPENED, COMPLETED -> {}
      case ISSUED -> throw Problem.of(ProblemType.STEP_UP_REQUIRED, "grant_not_opened");
      default -> throw Problem.of(ProblemType.GONE, "grant_over");
    }
    views.lockedStatus(grant.caseId());
    lifecycle.record(
        grant.caseId(),
        actor,
        new CaseEvent.EnvelopeFetched(grant.id(), Sha256.hash(envelope.text())));
    return envelope;
  }

  /** The attempt has transactions of its own: a refusal is recorded when they are rolled back. */
  private <T> T recordingRefusals(String token, Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (Problem refused) {
      if (refused.type() != ProblemType.INVALID_INPUT) {
        recordRefused(token, refused.code().isEmpty() ? refused.type().name() : refused.code());
      }
      throw refused;
    }
  }

  /** Also for somebody it is not bound to. A token that opens nothing belongs to no case. */
  private void recordRefused(String token, String reason) {
    Actor actor = current.get();
    Transfers.asThePortal(() ->
        QuarkusTransaction.requiringNew()
            .run(() ->
                rows.byToken(Deliveries.hash(token))
                    .ifPresent(grant ->
                        lifecycle.record(
                            grant.caseId(), actor, new CaseEvent.PickupRefused(reason)))));
  }

  /** Standing, key and expiry are asked again at each attempt, whatever the release found. */
  private void requireFetchable(DeliveryGrant grant) {
    if (!grant.live()) {
      throw Problem.of(ProblemType.GONE, "grant_over");
    }
    requireInForce(grant);
  }

  private void requireInForce(DeliveryGrant grant) {
    Instant now = clock.instant();
    if (!now.isBefore(grant.expiresAt())) {
      throw Problem.of(ProblemType.GONE, "grant_over");
    }
    if (now.isBefore(deliveries.opens(grant))) {
      throw Problem.of(ProblemType.NOT_YET, "grant_not_yet");
    }
    Actor actor = current.get();
    requireStanding(grant.officer(), actor);
    if (actor.is(Role.OFFICER)) {
      requireStanding(actor.id(), actor);
    }
    requireUnstopped(grant, Objects.requireNonNull(actor.agency()));
  }

  private void requireStanding(ActorId officer, Actor actor) {
    if (actor.agency() == null || !officers.inStanding(officer, actor.agency())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_NOT_IN_STANDING");
    }
  }

  private void requireUnstopped(DeliveryGrant grant, AgencyId agency) {
    if (after.withdrawn(grant)) {
      throw Problem.of(ProblemType.GONE, "grant_over");
    }
    if (suspensions.suspended(grant.caseId())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_SUSPENDED");
    }
    if (!clocks.stands(grant.caseId())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_ORDER_OVER");
    }
    if (!recipients.usable(agency, deliveries.sealedOf(grant).recipientFingerprint())) {
      throw Problem.of(ProblemType.BLOCKED, "sealed_key_over");
    }
  }

  /**
   * Whether a transfer that has begun may go on: what stops a new one stops it too, but for the
   * grant's own end. Acts as the portal, in the caller's transaction.
   */
  boolean goesOn(Transfer transfer, DeliveryGrant grant) {
    AgencyId agency = views.of(transfer.caseId()).agencyId();
    if (!grant.live()
        || !officers.inStanding(grant.officer(), agency)
        || !officers.inStanding(transfer.openedBy(), agency)
        || !access.people(grant).contains(transfer.openedBy())) {
      return false;
    }
    try {
      requireUnstopped(grant, agency);
      return true;
    } catch (Problem stopped) {
      return false;
    }
  }
}
