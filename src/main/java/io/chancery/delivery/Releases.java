package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.casework.notice.Notices;
import io.chancery.custody.CustodyLedger;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The second gate: release by another person, with a window in which it can be taken back. */
@ApplicationScoped
public class Releases {

  /** What a releaser is shown; {@code ciphertext} is what the release binds to. */
  public record SealedView(
      String production,
      String fileName,
      Sha256 ciphertext,
      Sha256 payloadManifest,
      long bytes,
      String recipientFingerprint,
      boolean checkpointed,
      List<Deliveries.FileView> files) {}

  private final DeliveryRows rows;
  private final Deliveries deliveries;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseClocks clocks;
  private final CaseLifecycle lifecycle;
  private final HandOffs handOffs;
  private final CustodyLedger ledger;
  private final Notices notices;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;
  private final Duration veto;
  private final Duration life;

  Releases(
      DeliveryRows rows,
      Deliveries deliveries,
      CaseAccess access,
      CaseViews views,
      CaseClocks clocks,
      CaseLifecycle lifecycle,
      HandOffs handOffs,
      CustodyLedger ledger,
      Notices notices,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.delivery.veto", defaultValue = "PT30M") Duration veto,
      @ConfigProperty(name = "chancery.delivery.life", defaultValue = "P14D") Duration life) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.access = access;
    this.views = views;
    this.clocks = clocks;
    this.lifecycle = lifecycle;
    this.handOffs = handOffs;
    this.ledger = ledger;
    this.notices = notices;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
    this.veto = veto;
    this.life = life;
  }

  /** What lies sealed and waits for a releaser; staff only. */
  @Transactional
  public Optional<SealedView> sealed(String reference) {
    CaseId id = staffCase(reference);
    return handOffs
        .latest(id, SealedPackage.class)
        .map(HandOffs.Stored::value)
        .map(s ->
            new SealedView(
                s.production(),
                s.fileName(),
                s.ciphertext(),
                s.payloadManifest(),
                s.bytes(),
                s.recipientFingerprint(),
                ledger.timeline(id).stream()
                    .filter(e -> e.event().equals("PackageSealed"))
                    .reduce((_, last) -> last)
                    .filter(e -> ledger.covered(id, e.n()))
                    .isPresent(),
                Deliveries.files(s, _ -> 0)));
  }

  /**
   * Releases the sealed package whose ciphertext digest was shown. The vault's bytes are compared
   * with that digest first: a flipped byte is found here, never delivered.
   */
  @Transactional
  public StepResult release(String reference, long seenVersion, Sha256 shown) {
    Actor actor = current.get();
    CaseId id = staffCase(reference);
    stepUps.require("release", reference);
    HandOffs.Stored<SealedPackage> sealed =
        handOffs
            .latest(id, SealedPackage.class)
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    SealedPackage pack = sealed.value();
    deliveries.verifyVault(pack);
    DownloadGrantId grantId = new DownloadGrantId(ids.next());
    ProductionId production = ProductionId.parse(pack.production());
    Instant now = clock.instant();
    Instant notBefore = Deliveries.latest(now.plus(veto), notices.challengeEnds(id));
    Instant opens = Deliveries.latest(notBefore, clocks.opens(id));
    StepResult result =
        lifecycle.apply(
            id,
            seenVersion,
            actor,
            new CaseStep.Release(actor.id(), production, grantId, shown, opens));
    if (result instanceof StepResult.Applied) {
      ActorId officer = ActorId.parse(views.of(id).officerId());
      rows.add(
          new DeliveryGrant(
              grantId,
              id,
              production,
              officer,
              Deliveries.hash(deliveries.token(grantId)),
              notBefore,
              opens.plus(life),
              now));
    }
    return result;
  }

  /** Takes a release back before the first byte. */
  @Transactional
  public StepResult recall(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = staffCase(reference);
    if (!reason.matches("[a-z][a-z0-9-]{2,60}")) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    stepUps.require("recall", reference);
    DeliveryGrant grant = rows.live(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    StepResult result =
        lifecycle.apply(
            id, seenVersion, actor, new CaseStep.Recall(actor.id(), grant.id(), reason));
    if (result instanceof StepResult.Applied) {
      rows.lock(grant.id()).revoke();
    }
    return result;
  }

  private CaseId staffCase(String reference) {
    CaseId id = access.visible(reference);
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return id;
  }
}
