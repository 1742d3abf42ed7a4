package io.chancery.delivery;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.casework.suspension.Suspensions;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.directory.RecipientKeys;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The transfer itself. Opened by a person with a fresh touch; every attempt is an entry before its
 * first byte; the hand-over is recorded after the last. Ranges continue the same attempt.
 */
@ApplicationScoped
public class Pickups {
  private static final Logger LOG = Logger.getLogger(Pickups.class);

  /** Bytes after which a running transfer is written down. */
  private static final long TOLD_EACH = 64L << 20;

  /**
   * What is about to be sent of one file: {@code from} inclusive, {@code until} exclusive.
   *
   * @param number of the file, from 1
   * @param bound the digest that the release bound: of the file, or of the list of several
   * @param whole bytes of all files
   */
  public record Transfer(
      int number,
      String fileName,
      Sha256 ciphertext,
      long size,
      long from,
      long until,
      DownloadGrantId grant,
      CaseId caseId,
      String vaultKey,
      int attempt,
      Sha256 bound,
      long whole) {

    /** How many bytes. */
    public long length() {
      return until - from;
    }

    /** Whether it is less than the whole. */
    public boolean partial() {
      return length() != size;
    }
  }

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
  private final Vault vault;
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
      Vault vault,
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
    this.vault = vault;
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
    int attempt = grant.open();
    lifecycle.record(grant.caseId(), actor, new CaseEvent.PickupStarted(grant.id(), attempt));
    return deliveries.pickup(token);
  }

  /**
   * Prepares a transfer of an opened grant.
   *
   * @param number of the file, from 1
   * @param from first byte wanted, 0 for the whole
   */
  public Transfer prepare(String token, int number, long from) {
    return recordingRefusals(
        token,
        () -> QuarkusTransaction.requiringNew().call(() -> prepareBound(token, number, from)));
  }

  private Transfer prepareBound(String token, int number, long from) {
    DeliveryGrant grant = access.require(token, current.get());
    SealedPackage pack = deliveries.sealedOf(grant);
    requireFetchable(grant);
    if (grant.status() != DeliveryGrant.Status.OPENED) {
      throw Problem.of(ProblemType.STEP_UP_REQUIRED, "grant_not_opened");
    }
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

  /**
   * Sends the bytes and records how it ended. Runs after the request's own work, as the portal.
   *
   * @throws IOException when the receiver went away; recorded as a broken attempt
   */
  public void send(Transfer transfer, OutputStream out) throws IOException {
    long sent = 0;
    try (InputStream in = vault.openRaw(transfer.vaultKey(), transfer.from())) {
      byte[] buffer = new byte[1 << 16];
      long told = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        sent += read;
        if (sent - told >= TOLD_EACH && sent < transfer.length()) {
          progress(transfer, sent);
          told = sent;
        }
      }
      out.flush();
    } catch (IOException e) {
      broken(transfer, sent);
      throw e;
    }
    if (sent != transfer.length()) {
      broken(transfer, sent);
      throw new IOException("the vault held fewer bytes than it sealed");
    }
    handedOver(transfer);
  }

  /** So that pages show how far it is; how it ended is an entry. */
  private void progress(Transfer transfer, long sent) {
    try {
      asThePortal(() ->
          QuarkusTransaction.requiringNew()
              .run(() -> {
                views.lockedStatus(transfer.caseId());
                rows.lock(transfer.grant())
                    .sent(transfer.number(), transfer.from(), transfer.from() + sent);
              }));
    } catch (IllegalStateException e) {
      LOG.warnf(e, "The progress of grant %s is not shown", transfer.grant());
    }
  }

  private void handedOver(Transfer transfer) {
    asThePortal(() ->
        QuarkusTransaction.requiringNew()
            .run(() -> {
              views.lockedStatus(transfer.caseId());
              DeliveryGrant grant = rows.lock(transfer.grant());
              grant.sent(transfer.number(), transfer.from(), transfer.until());
              if (grant.sentBytes() != transfer.whole() || !grant.live()) {
                return;
              }
              lifecycle.applyNow(
                  transfer.caseId(),
                  Actor.SYSTEM,
                  new CaseStep.ConfirmHandOver(
                      Actor.SYSTEM.id(),
                      transfer.grant(),
                      transfer.attempt(),
                      transfer.bound(),
                      transfer.whole()));
              grant.complete();
            }));
  }

  private void broken(Transfer transfer, long sent) {
    LOG.infof("A transfer of grant %s broke off after %d bytes", transfer.grant(), sent);
    asThePortal(() ->
        QuarkusTransaction.requiringNew()
            .run(() -> {
              views.lockedStatus(transfer.caseId());
              rows.lock(transfer.grant())
                  .sent(transfer.number(), transfer.from(), transfer.from() + sent);
              lifecycle.record(
                  transfer.caseId(),
                  Actor.SYSTEM,
                  new CaseEvent.PickupBroken(transfer.grant(), transfer.attempt(), sent));
            }));
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
    asThePortal(() ->
        QuarkusTransaction.requiringNew()
            .run(() ->
                rows.byToken(Deliveries.hash(token))
                    .ifPresent(grant ->
                        lifecycle.record(
                            grant.caseId(), actor, new CaseEvent.PickupRefused(reason)))));
  }

  /** On a thread of its own: a request acts as the person who sent it, never as the portal. */
  private static void asThePortal(Runnable work) {
    try (var worker = Executors.newVirtualThreadPerTaskExecutor()) {
      worker.submit(() -> ActingAs.system(work)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while recording a transfer", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a transfer could not be recorded", e.getCause());
    }
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
    if (!now.isBefore(grant.expiresAt()) || after.withdrawn(grant)) {
      throw Problem.of(ProblemType.GONE, "grant_over");
    }
    if (now.isBefore(deliveries.opens(grant))) {
      throw Problem.of(ProblemType.NOT_YET, "grant_not_yet");
    }
    Actor actor = current.get();
    if (actor.agency() == null || !officers.inStanding(grant.officer(), actor.agency())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_NOT_IN_STANDING");
    }
    if (suspensions.suspended(grant.caseId())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_SUSPENDED");
    }
    if (!clocks.stands(grant.caseId())) {
      throw Problem.of(ProblemType.BLOCKED, "guard_ORDER_OVER");
    }
    if (!recipients.usable(actor.agency(), deliveries.sealedOf(grant).recipientFingerprint())) {
      throw Problem.of(ProblemType.BLOCKED, "sealed_key_over");
    }
  }
}
