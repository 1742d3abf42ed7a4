package io.chancery.delivery;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.custody.CaseEvent;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Sends what {@link Pickups} prepared, and records how it ended: the hand-over after the last byte,
 * a broken attempt else. Ranges continue the same attempt. A transfer takes hours at times: it is
 * asked again and again whether it may go on.
 */
@ApplicationScoped
class Transfers {
  private static final Logger LOG = Logger.getLogger(Transfers.class);

  /** Bytes after which a running transfer is written down. */
  static final long TOLD_EACH = 64L << 20;

  /** How long a slow one goes on unasked. */
  private static final Duration ASKED_EACH = Duration.ofSeconds(10);

  private final Pickups pickups;
  private final DeliveryRows rows;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final Vault vault;
  private final Clock clock;

  Transfers(
      Pickups pickups,
      DeliveryRows rows,
      CaseLifecycle lifecycle,
      CaseViews views,
      Vault vault,
      Clock clock) {
    this.pickups = pickups;
    this.rows = rows;
    this.lifecycle = lifecycle;
    this.views = views;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Sends the bytes and records how it ended. Runs after the request's own work, as the portal.
   *
   * @throws IOException when the receiver went away or the transfer may not go on; recorded as a
   *     broken attempt
   */
  void send(Transfer transfer, OutputStream out) throws IOException {
    long sent = 0;
    try (InputStream in = vault.openRaw(transfer.vaultKey(), transfer.from())) {
      byte[] buffer = new byte[1 << 16];
      long told = 0;
      Instant asked = clock.instant();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        sent += read;
        boolean slow = !clock.instant().isBefore(asked.plus(ASKED_EACH));
        if ((slow || sent - told >= TOLD_EACH) && sent < transfer.length()) {
          if (!progress(transfer, sent)) {
            throw new IOException("the transfer may not go on");
          }
          told = sent;
          asked = clock.instant();
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

  /**
   * Writes down how far it is, so that pages show it, and asks whether it may go on; how it ended
   * is an entry. Where nobody can be asked it does not go on: the next attempt continues it.
   */
  private boolean progress(Transfer transfer, long sent) {
    boolean[] goesOn = new boolean[1];
    try {
      asThePortal(() ->
          QuarkusTransaction.requiringNew()
              .run(() -> {
                views.lockedStatus(transfer.caseId());
                DeliveryGrant grant = rows.lock(transfer.grant());
                boolean unused = grant.sent(transfer, sent);
                goesOn[0] = pickups.goesOn(transfer, grant);
              }));
    } catch (IllegalStateException e) {
      LOG.warnf(e, "Whether the transfer of grant %s may go on is not known", transfer.grant());
    }
    return goesOn[0];
  }

  private void handedOver(Transfer transfer) {
    asThePortal(() ->
        QuarkusTransaction.requiringNew()
            .run(() -> {
              views.lockedStatus(transfer.caseId());
              DeliveryGrant grant = rows.lock(transfer.grant());
              if (!grant.sent(transfer, transfer.length())) {
                // Somebody else of the named opened it meanwhile: theirs is what counts.
                recordBroken(transfer, transfer.length());
                return;
              }
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
              grant.complete(clock.instant());
            }));
  }

  private void broken(Transfer transfer, long sent) {
    LOG.infof("A transfer of grant %s broke off after %d bytes", transfer.grant(), sent);
    asThePortal(() ->
        QuarkusTransaction.requiringNew()
            .run(() -> {
              views.lockedStatus(transfer.caseId());
              boolean unused = rows.lock(transfer.grant()).sent(transfer, sent);
              recordBroken(transfer, sent);
            }));
  }

  private void recordBroken(Transfer transfer, long sent) {
    lifecycle.record(
        transfer.caseId(),
        Actor.SYSTEM,
        new CaseEvent.PickupBroken(transfer.grant(), transfer.attempt(), sent));
  }

  /** On a thread of its own: a request acts as the person who sent it, never as the portal. */
  static void asThePortal(Runnable work) {
    try (var worker = Executors.newVirtualThreadPerTaskExecutor()) {
      worker.submit(() -> ActingAs.system(work)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while recording a transfer", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a transfer could not be recorded", e.getCause());
    }
  }
}
