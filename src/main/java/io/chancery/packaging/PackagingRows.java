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
  private final CaseViews views;
  private final HandOffs handOffs;
  private final RecipientKeys recipients;

  PackagingRows(
      ProductionRepository productions,
      DecisionRepository decisions,
      ExclusionRows exclusions,
      CaseViews views,
      HandOffs handOffs,
      RecipientKeys recipients) {
    this.productions = productions;
    this.decisions = decisions;
    this.exclusions = exclusions;
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

  @Override
  public Set<String> kinds() {
    return Set.of(PackagingWorker.KIND);
  }

  @Override
  public Set<String> keysInUse() {
    return productions.list("vaultKey is not null").stream()
        .map(p -> java.util.Objects.requireNonNull(p.vaultKey()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    switch (step) {
      case CaseStep.ConfirmExclusion s -> open(caseId, s.exclusion(), facts);
      case CaseStep.RejectExclusion s -> open(caseId, s.exclusion(), facts);
      default -> {}
    }
    boolean sealing = step instanceof CaseStep.Seal;
    if (!sealing && !(step instanceof CaseStep.Release)) {
      return;
    }
    Optional<Production> newest = of(caseId).stream().findFirst();
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
        .state(
            Fact.ARTEFACTS_DECIDED, newest.filter(p -> everyArtefactDecided(caseId, p)).isPresent())
        .state(
            Fact.RECIPIENT_KEY_VALID,
            newest
                .filter(p -> p.status() == Production.Status.SEALED)
                .map(Production::recipient)
                .map(sealedTo -> recipients.usable(agency, sealedTo))
                // Before anything is built, the question is whether there is a key at all.
                .orElseGet(() -> sealing && recipients.usable(agency).isPresent()));
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
