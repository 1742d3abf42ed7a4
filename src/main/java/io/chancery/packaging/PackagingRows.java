package io.chancery.packaging;

import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.Facts.Fact;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.directory.RecipientKeys;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ReissueId;
import io.chancery.keys.PublicRecipient;
import io.chancery.vault.VaultUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** This stage's rows, and what the rules may know of them. */
@ApplicationScoped
class PackagingRows implements FactSource, VaultUser {

  @ApplicationScoped
  static class ProductionRepository implements PanacheRepositoryBase<Production, UUID> {}

  @ApplicationScoped
  static class DecisionRepository implements PanacheRepositoryBase<ArtefactDecision, UUID> {}

  private final ProductionRepository productions;
  private final DecisionRepository decisions;
  private final ExclusionRows exclusions;
  private final ReissueRows reissues;
  private final CaseViews views;
  private final HandOffs handOffs;
  private final RecipientKeys recipients;

  PackagingRows(
      ProductionRepository productions,
      DecisionRepository decisions,
      ExclusionRows exclusions,
      ReissueRows reissues,
      CaseViews views,
      HandOffs handOffs,
      RecipientKeys recipients) {
    this.productions = productions;
    this.decisions = decisions;
    this.exclusions = exclusions;
    this.reissues = reissues;
    this.views = views;
    this.handOffs = handOffs;
    this.recipients = recipients;
  }

  void add(Production production) {
    productions.persist(production);
  }

  void add(ArtefactDecision decision) {
    decisions.persist(decision);
  }

  Optional<Production> find(UUID id) {
    return productions.findByIdOptional(id);
  }

  Production lock(ProductionId id) {
    Production row = productions.findById(id.value(), LockModeType.PESSIMISTIC_WRITE);
    productions.getEntityManager().refresh(row);
    return row;
  }

  /** The case's productions, newest first. */
  List<Production> of(CaseId id) {
    return productions.list("caseId = ?1 order by number desc", id.value());
  }

  /**
   * The newest package that was sealed and not voided: of a delivered case, what was handed over.
   */
  Optional<Production> handedOver(CaseId id) {
    return of(id).stream().filter(p -> p.status() == Production.Status.SEALED).findFirst();
  }

  @Override
  public Set<String> kinds() {
    return Set.of(PackagingWorker.KIND);
  }

  @Override
  public Set<String> keysInUse() {
    return productions.list("vaultKey is not null").stream()
        .flatMap(p -> p.vaultKeys().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    switch (step) {
      case CaseStep.ConfirmExclusion s -> open(caseId, s.exclusion(), facts);
      case CaseStep.RejectExclusion s -> open(caseId, s.exclusion(), facts);
      case CaseStep.ProposeReissue s -> another(caseId, s.recipient(), facts);
      case CaseStep.Reissue s -> {
        open(caseId, s.reissue(), facts);
        another(caseId, s.recipient(), facts);
      }
      case CaseStep.RejectReissue s -> open(caseId, s.reissue(), facts);
      default -> {}
    }
    boolean sealing = step instanceof CaseStep.Seal;
    if (!sealing && !(step instanceof CaseStep.Release)) {
      return;
    }
    Optional<Production> newest =
        of(caseId).stream()
            .findFirst()
            // Before a package is built again, the one before it says nothing.
            .filter(p -> !(step instanceof CaseStep.Seal s) || p.id().equals(s.production()));
    AgencyId agency = views.of(caseId).agencyId();
    newest
        .filter(p -> p.status() == Production.Status.SEALED)
        .map(Production::ciphertext)
        .ifPresent(digest -> facts.stands("package", digest));
    facts
        .state(Fact.EXCLUSIONS_ANSWERED, exclusions.allAnswered(caseId))
        .state(
            Fact.PACKAGE_SOUND,
            newest.filter(p -> p.checked() && p.status() == Production.Status.SEALED).isPresent())
        .state(Fact.SAME_PAYLOAD, newest.filter(p -> samePayload(caseId, p)).isPresent())
        .state(
            Fact.ARTEFACTS_DECIDED, newest.filter(p -> everyArtefactDecided(caseId, p)).isPresent())
        .state(
            Fact.RECIPIENT_KEY_VALID,
            newest
                .filter(p -> p.status() == Production.Status.SEALED)
                .map(Production::recipient)
                .map(sealedTo -> recipients.usable(agency, sealedTo) && isMeant(caseId, sealedTo))
                // Before anything is built, the question is whether there is a key at all.
                .orElseGet(() -> sealing && recipient(caseId, agency).isPresent()));
  }

  /** The key to which a package of the case goes now: the agency's, or that of a re-issue. */
  Optional<PublicRecipient> recipient(CaseId caseId, AgencyId agency) {
    Optional<Reissue> again = reissues.confirmed(caseId);
    return again.isEmpty()
        ? recipients.usable(agency)
        : recipients.allUsable(agency).stream()
            .map(RecipientKeys.Usable::key)
            .filter(key -> key.fingerprint().equals(again.get().recipient()))
            .findFirst();
  }

  private boolean isMeant(CaseId caseId, String sealedTo) {
    return reissues.confirmed(caseId).map(r -> r.recipient().equals(sealedTo)).orElse(true);
  }

  /** Whether a re-issue repeats, byte for byte, the payload of what was handed over. */
  private boolean samePayload(CaseId caseId, Production built) {
    return reissues
        .confirmed(caseId)
        .flatMap(again -> find(again.production().value()))
        .map(first -> first.manifest() != null && first.manifest().equals(built.manifest()))
        .orElse(true);
  }

  private void another(CaseId caseId, String recipient, Facts facts) {
    AgencyId agency = views.of(caseId).agencyId();
    facts
        .state(Fact.RECIPIENT_KEY_VALID, recipients.usable(agency, recipient))
        .state(
            Fact.OTHER_RECIPIENT,
            handedOver(caseId).filter(p -> !recipient.equals(p.recipient())).isPresent());
  }

  private void open(CaseId caseId, ReissueId reissue, Facts facts) {
    reissues
        .find(caseId, reissue)
        .ifPresent(proposal -> facts.stands("reissue", proposal.digest()));
  }

  /** A proposal of this case is what an answer must have seen; the row of the answer is there. */
  private void open(CaseId caseId, ExclusionId exclusion, Facts facts) {
    exclusions
        .find(caseId, exclusion)
        .ifPresent(proposal -> facts.stands("exclusion", proposal.digest()));
  }

  private boolean everyArtefactDecided(CaseId caseId, Production production) {
    Set<String> decided =
        decisions.list("productionId", production.id().value()).stream()
            .map(ArtefactDecision::artefact)
            .collect(Collectors.toUnmodifiableSet());
    return handOffs
        .latest(caseId, CollectedSet.class)
        .filter(set ->
            set.value().artefacts().stream()
                .allMatch(a -> decided.contains(a.target() + "/" + a.name())))
        .isPresent();
  }
}
