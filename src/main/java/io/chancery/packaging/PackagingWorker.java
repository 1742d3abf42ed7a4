package io.chancery.packaging;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Guard;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.Sha256;
import io.chancery.platform.TaskHandler;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Builds one package: streams the collected artefacts into the vault, reads the result back, and
 * seals in the custodian's name. After a crash it begins again from the collected set.
 */
@ApplicationScoped
class PackagingWorker implements TaskHandler {
  static final String KIND = "package";
  private static final String NOT_SEALED = "not-sealed";
  private static final Logger LOG = Logger.getLogger(PackagingWorker.class);

  private final PackagingRows rows;
  private final PackagingJobs jobs;
  private final ItemKeys keys;
  private final Redactions redactions = Redactions.shipped();
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final HandOffs handOffs;
  private final BagBuilder bags;
  private final Vault vault;

  PackagingWorker(
      PackagingRows rows,
      PackagingJobs jobs,
      ItemKeys keys,
      CaseLifecycle lifecycle,
      CaseViews views,
      HandOffs handOffs,
      BagBuilder bags,
      Vault vault) {
    this.rows = rows;
    this.jobs = jobs;
    this.keys = keys;
    this.lifecycle = lifecycle;
    this.views = views;
    this.handOffs = handOffs;
    this.bags = bags;
    this.vault = vault;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(UUID id) throws Exception {
    ActingAs.system(() -> {
      build(id);
      return null;
    });
  }

  private void build(UUID id) throws IOException {
    for (String abandoned : QuarkusTransaction.requiringNew().call(() -> jobs.begun(id))) {
      vault.discard(abandoned);
    }
    Optional<PackagingJob> found = QuarkusTransaction.requiringNew().call(() -> jobs.begin(id));
    if (found.isEmpty()) {
      return;
    }
    PackagingJob job = found.get();
    List<SealedPackage.Bag> written = new ArrayList<>();
    String failure = packed(job, written);
    if (failure == null) {
      Optional<StepResult> sealed =
          QuarkusTransaction.requiringNew().call(() -> seal(job, written));
      failure =
          sealed.isPresent() && sealed.get() instanceof StepResult.Applied ? null : refusal(sealed);
    }
    if (failure != null) {
      for (SealedPackage.Bag bag : written) {
        vault.delete(bag.vaultKey());
      }
      fail(job, failure);
    }
  }

  /** Writes one bag after the other and reads each back; answers what went wrong. */
  private @Nullable String packed(PackagingJob job, List<SealedPackage.Bag> written)
      throws IOException {
    PackageContent handed;
    try {
      handed =
          new Withholding(job.caseId(), keys, job.withheld(), redactions).applied(job.content());
    } catch (IOException e) {
      LOG.warnf("Production %s could not be packaged: %s", job.production(), e.getMessage());
      return "packaging-failed";
    }
    for (BagShare share : BagShare.split(handed, job.bagSize())) {
      String key =
          share.number() == 1
              ? job.vaultKey()
              : QuarkusTransaction.requiringNew().call(() -> nextKey(job));
      if (key == null) {
        return NOT_SEALED;
      }
      String failure = bags.build(job, handed, share, key, written);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  /** Where the next bag goes, recorded before its first byte; null when another attempt began. */
  private @Nullable String nextKey(PackagingJob job) {
    Production production = rows.lock(job.production());
    if (!production.isBuiltAt(job.vaultKey())) {
      return null;
    }
    String key = vault.reserve(KIND);
    production.next(key);
    return key;
  }

  private static String refusal(Optional<StepResult> sealed) {
    return sealed.isPresent()
            && sealed.get() instanceof StepResult.Blocked(var guard)
            && guard == Guard.PAYLOAD_DIFFERS
        ? "payload-differs"
        : NOT_SEALED;
  }

  /** Nothing, when another attempt began meanwhile: that one alone counts. */
  private Optional<StepResult> seal(PackagingJob job, List<SealedPackage.Bag> written) {
    views.lockedStatus(job.caseId());
    Production production = rows.lock(job.production());
    if (!production.isBuiltAt(job.vaultKey())) {
      return Optional.empty();
    }
    SealedPackage sealed = job.sealed(written);
    production.built(sealed);
    Sha256 handOff = handOffs.write(job.caseId(), sealed);
    return Optional.of(
        lifecycle.apply(
            job.caseId(),
            job.seenVersion(),
            job.custodian(),
            new CaseStep.Seal(
                job.custodian().id(),
                job.production(),
                handOff,
                sealed.ciphertext(),
                sealed.bytes(),
                sealed.recipientFingerprint())));
  }

  private void fail(PackagingJob job, String reason) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          views.lockedStatus(job.caseId());
          Production production = rows.lock(job.production());
          if (!production.isBuiltAt(job.vaultKey())) {
            return;
          }
          production.fail(reason);
          lifecycle.record(
              job.caseId(), Actor.SYSTEM, new CaseEvent.PackagingFailed(job.production(), reason));
        });
  }
}
