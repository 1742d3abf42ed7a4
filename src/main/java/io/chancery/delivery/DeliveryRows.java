package io.chancery.delivery;

import io.chancery.casework.CaseStep;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.Facts.Fact;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.custody.CustodyLedger;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DownloadGrantId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** This stage's rows, and what the rules may know of them. */
@ApplicationScoped
class DeliveryRows implements FactSource {

  @ApplicationScoped
  static class GrantRepository implements PanacheRepositoryBase<DeliveryGrant, UUID> {}

  @ApplicationScoped
  static class ReceiptRepository implements PanacheRepositoryBase<DeliveryReceipt, UUID> {}

  private final GrantRepository grants;
  private final ReceiptRepository receipts;
  private final AfterReleaseRows after;
  private final CustodyLedger ledger;
  private final HandOffs handOffs;
  private final Clock clock;

  DeliveryRows(
      GrantRepository grants,
      ReceiptRepository receipts,
      AfterReleaseRows after,
      CustodyLedger ledger,
      HandOffs handOffs,
      Clock clock) {
    this.grants = grants;
    this.receipts = receipts;
    this.after = after;
    this.ledger = ledger;
    this.handOffs = handOffs;
    this.clock = clock;
  }

  void add(DeliveryGrant grant) {
    grants.persist(grant);
  }

  void add(DeliveryReceipt receipt) {
    receipts.persist(receipt);
  }

  Optional<DeliveryReceipt> receipt(DownloadGrantId id) {
    return receipts.find("grantId", id.value()).firstResultOptional();
  }

  /** The receipts of a case, newest first. */
  List<DeliveryReceipt> receipts(CaseId id) {
    return receipts.list("caseId = ?1 order by at desc, id desc", id.value());
  }

  Optional<DeliveryGrant> byToken(String tokenHash) {
    return grants.find("tokenHash", tokenHash).firstResultOptional();
  }

  DeliveryGrant lock(DownloadGrantId id) {
    DeliveryGrant grant = grants.findById(id.value(), LockModeType.PESSIMISTIC_WRITE);
    grants.getEntityManager().refresh(grant);
    return grant;
  }

  List<DeliveryGrant> of(CaseId id) {
    return grants.list("caseId = ?1 order by createdAt desc, id desc", id.value());
  }

  Optional<DeliveryGrant> live(CaseId id) {
    return of(id).stream().filter(DeliveryGrant::live).findFirst();
  }

  List<DeliveryGrant> expired(Instant now) {
    return grants.list(
        "status in ?1 and expiresAt <= ?2",
        List.of(DeliveryGrant.Status.ISSUED, DeliveryGrant.Status.OPENED),
        now);
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    switch (step) {
      case CaseStep.Release _ -> facts.state(Fact.SEAL_CHECKPOINTED, sealIsCheckpointed(caseId));
      case CaseStep.Recall _ ->
          facts.state(Fact.FETCHED, live(caseId).filter(g -> g.attempts() > 0).isPresent());
      case CaseStep.Expire _ ->
          facts.state(
              Fact.GRANT_EXPIRED,
              live(caseId).filter(g -> !clock.instant().isBefore(g.expiresAt())).isPresent());
      case CaseStep.ConfirmHandOver confirm ->
          facts.state(
              Fact.TRANSFER_COMPLETE,
              live(caseId)
                  .filter(g -> g.id().equals(confirm.grant()))
                  .filter(g -> g.sentBytes() == confirm.bytes())
                  .flatMap(_ -> handOffs.latest(caseId, SealedPackage.class))
                  .filter(s -> s.value().ciphertext().equals(confirm.ciphertext()))
                  .filter(s -> s.value().bytes() == confirm.bytes())
                  .isPresent());
      case CaseStep.Close _ -> facts.state(Fact.DELETION_SETTLED, after.settled(caseId));
      default -> {}
    }
  }

  private boolean sealIsCheckpointed(CaseId caseId) {
    return ledger.timeline(caseId).stream()
        .filter(e -> e.event().equals("PackageSealed"))
        .reduce((_, last) -> last)
        .filter(seal -> ledger.covered(caseId, seal.n()))
        .isPresent();
  }
}
