package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseLinks;
import io.chancery.casework.CaseRelation;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Agencies;
import io.chancery.directory.Staff;
import io.chancery.kernel.CaseId;
import io.chancery.keys.ProductionKey;
import io.chancery.keys.PublicRecipient;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one attempt to build a production needs, from what was collected, withheld, linked
 * and asked again, and makes the attempt's key.
 */
@ApplicationScoped
class PackagingJobs {
  private final PackagingRows rows;
  private final ExclusionRows exclusions;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final CaseLinks links;
  private final HandOffs handOffs;
  private final CollectedContent contents;
  private final ReissueRows reissues;
  private final Agencies agencies;
  private final Staff staff;
  private final Vault vault;
  private final Clock clock;

  PackagingJobs(
      PackagingRows rows,
      ExclusionRows exclusions,
      CaseLifecycle lifecycle,
      CaseViews views,
      CaseLinks links,
      HandOffs handOffs,
      CollectedContent contents,
      ReissueRows reissues,
      Agencies agencies,
      Staff staff,
      Vault vault,
      Clock clock) {
    this.rows = rows;
    this.exclusions = exclusions;
    this.lifecycle = lifecycle;
    this.views = views;
    this.links = links;
    this.handOffs = handOffs;
    this.contents = contents;
    this.reissues = reissues;
    this.agencies = agencies;
    this.staff = staff;
    this.vault = vault;
    this.clock = clock;
  }

  /** Where an attempt that a crash ended was writing. */
  List<String> begun(UUID id) {
    return rows.find(id)
        .filter(production -> production.status() == Production.Status.BUILDING)
        .map(Production::vaultKeys)
        .orElse(List.of());
  }

  /** Begins an attempt; nothing when the production is not to be built, or can no longer be. */
  Optional<PackagingJob> begin(UUID id) {
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
    String vaultKey = vault.reserve(PackagingWorker.KIND);
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
}
