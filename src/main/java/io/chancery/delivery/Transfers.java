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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Sends what {@link Pickups} prepared, and records how it ended: the hand-over after the last byte,
 * a broken attempt else. Ranges continue the same attempt.
 */
@ApplicationScoped
class Transfers {
  private static final Logger LOG = Logger.getLogger(Transfers.class);

  /** Bytes after which a running transfer is written down. */
  static final long TOLD_EACH = 64L << 20;

  private final DeliveryRows rows;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final Vault vault;
  private final Clock clock;

  Transfers(DeliveryRows rows, CaseLifecycle lifecycle, CaseViews views, Vault vault, Clock clock) {
    this.rows = rows;
    this.lifecycle = lifecycle;
    this.views = views;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Sends the bytes and records how it ended. Runs after the request's own work, as the portal.
   *
   * @throws IOException when the receiver went away; recorded as a broken attempt
   */
  void send(Transfer transfer, OutputStream out) throws IOException {
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
                boolean unused = rows.lock(transfer.grant()).sent(transfer, sent);
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
