package io.chancery.packaging;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseLinks;
import io.chancery.casework.CaseRelation;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Guard;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Agencies;
import io.chancery.directory.Staff;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.ProductionKey;
import io.chancery.keys.PublicRecipient;
import io.chancery.platform.TaskHandler;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final ExclusionRows exclusions;
  private final ItemKeys keys;
  private final Redactions redactions = Redactions.shipped();
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final CaseLinks links;
  private final HandOffs handOffs;
  private final CollectedContent contents;
  private final ReissueRows reissues;
  private final Agencies agencies;
  private final Staff staff;
  private final BagBuilder bags;
  private final Vault vault;
  private final Clock clock;

  PackagingWorker(
      PackagingRows rows,
      ExclusionRows exclusions,
      ItemKeys keys,
      CaseLifecycle lifecycle,
      CaseViews views,
      CaseLinks links,
      HandOffs handOffs,
      CollectedContent contents,
      ReissueRows reissues,
      Agencies agencies,
      Staff staff,
      BagBuilder bags,
      Vault vault,
      Clock clock) {
    this.rows = rows;
    this.exclusions = exclusions;
    this.keys = keys;
    this.lifecycle = lifecycle;
    this.views = views;
    this.links = links;
    this.handOffs = handOffs;
    this.contents = contents;
    this.reissues = reissues;
    this.agencies = agencies;
    this.staff = staff;
    this.bags = bags;
    this.vault = vault;
    this.clock = clock;
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
    for (String abandoned : QuarkusTransaction.requiringNew().call(() -> begun(id))) {
      vault.discard(abandoned);
    }
    Optional<PackagingJob> found = QuarkusTransaction.requiringNew().call(() -> job(id));
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

  /** Where an attempt that a crash ended was writing. */
  private List<String> begun(UUID id) {
    return rows.find(id)
        .filter(production -> production.status() == Production.Status.BUILDING)
        .map(Production::vaultKeys)
        .orElse(List.of());
  }

  private Optional<PackagingJob> job(UUID id) {
    Optional<Production> found = rows.find(id);
    if (found.isEmpty() || found.get().status() != Production.Status.BUILDING) {
      return Optional.empty();
    }
    Production production = rows.lock(found.get().id());
    CaseId caseId = production.caseId();
    Optional<Actor> custodian = staff.actor(production.startedBy());
    CaseView view = views.of(caseId);
    Optional<PublicRecipient> recipient = rows.recipient(caseId, view.agencyId());
    if (views.lockedStatus(caseId) != CaseStatus.COLLECTED
        || custodian.isEmpty()
        || recipient.isEmpty()) {
      production.fail("no-longer-possible");
      lifecycle.record(
          caseId,
          Actor.SYSTEM,
          new CaseEvent.PackagingFailed(production.id(), "no-longer-possible"));
      return Optional.empty();
    }
    HandOffs.Stored<CollectedSet> collected =
        handOffs.latest(caseId, CollectedSet.class).orElseThrow();
    String vaultKey = vault.reserve(KIND);
    production.attempt(vaultKey);
    String base = view.reference() + "-P" + production.number();
    Reissue again = reissues.confirmed(caseId).orElse(null);
    // A new identity at each attempt: after a crash nobody has the one before.
    ProductionKey key = ProductionKey.to(recipient.get(), clock.instant());
    return Optional.of(
        new PackagingJob(
            caseId,
            production.id(),
            vaultKey,
            custodian.get(),
            production.seenVersion(),
            Objects.requireNonNullElse(production.bagSize(), Long.MAX_VALUE),
            base,
            view,
            collected,
            contents.of(caseId, collected.value()),
            exclusions.withheld(caseId),
            new PackageWriter.Recipient(key.recipient(), key.fingerprint()),
            envelope(base, view, recipient.get(), again, key),
            beside(view, again, key)));
  }

  /**
   * What {@code bag-info.txt} says of whose key opens this copy, so that a copy that leaked names
   * where it came from, and of what it repeats, adds to or corrects.
   */
  private List<Map.Entry<String, String>> beside(
      CaseView view, @Nullable Reissue again, ProductionKey key) {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    lines.add(Map.entry("Recipient-Fingerprint", key.fingerprint()));
    links.of(view.id()).stream()
        .filter(link -> !link.later())
        .map(link ->
            Map.entry(
                CaseRelation.ofKey(link.relation()).orElseThrow().bagLabel(), link.reference()))
        .forEach(lines::add);
    if (again != null) {
      int number = rows.find(again.production().value()).orElseThrow().number();
      lines.add(Map.entry("Reissue-Of", view.reference() + "/P" + number));
      lines.add(Map.entry("Reissue-Purpose", again.purpose()));
    }
    return lines;
  }

  private SealedPackage.@Nullable Envelope envelope(
      String base,
      CaseView view,
      PublicRecipient agency,
      @Nullable Reissue again,
      ProductionKey key) {
    String text = key.envelope();
    return text == null
        ? null
        : new SealedPackage.Envelope(
            base
                + ".key."
                + agencies.find(view.agencyId()).orElseThrow().slug()
                + (again == null || again.purpose().equals("agency") ? "" : "-" + again.purpose())
                + agency.kind().envelopeSuffix(),
            text);
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
