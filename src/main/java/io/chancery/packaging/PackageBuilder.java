package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.Guard;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.TaskQueue;
import io.chancery.vault.Vault;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The custodian's side of packaging: accept what was collected, have it sealed, void it. */
@ApplicationScoped
public class PackageBuilder {

  /**
   * A production as staff see it.
   *
   * @param progress while it is being built
   */
  public record ProductionView(
      int number,
      String status,
      @Nullable Sha256 ciphertext,
      @Nullable String failure,
      @Nullable Progress progress) {}

  /**
   * How far the writing is.
   *
   * @param written bytes of ciphertext in the vault so far
   * @param expected bytes that were collected; a package differs from them by its reports and
   *     proofs, and by what squeezing saves
   */
  public record Progress(long written, long expected) {}

  /** One collected file, by name and number; never its content. */
  public record CollectedView(int target, String group, String name, long rows, long bytes) {}

  /** What came of asking for a package. */
  public sealed interface Asked {
    /** It is being built; the case is sealed when it is done. */
    record Building(int number) implements Asked {}

    /** Something stands in the way. */
    record Refused(StepResult why) implements Asked {}
  }

  private final PackagingRows rows;
  private final ExclusionRows exclusions;
  private final ReissueRows reissues;
  private final ItemKeys keys;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final HandOffs handOffs;
  private final TaskQueue queue;
  private final Vault vault;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;
  private final Provider<MemorySize> bagSize;

  PackageBuilder(
      PackagingRows rows,
      ExclusionRows exclusions,
      ReissueRows reissues,
      ItemKeys keys,
      CaseAccess access,
      CaseLifecycle lifecycle,
      HandOffs handOffs,
      TaskQueue queue,
      Vault vault,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.packaging.bag-size", defaultValue = "50G")
          Provider<MemorySize> bagSize) {
    this.rows = rows;
    this.exclusions = exclusions;
    this.reissues = reissues;
    this.keys = keys;
    this.access = access;
    this.lifecycle = lifecycle;
    this.handOffs = handOffs;
    this.queue = queue;
    this.vault = vault;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
    this.bagSize = bagSize;
  }

  /**
   * Accepts every collected artefact and has the package built. The step {@code Seal} follows in
   * the custodian's name when the package has been read back and found whole.
   */
  @Transactional
  public Asked seal(String reference, long seenVersion) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    stepUps.require("seal", reference);
    ProductionId productionId = new ProductionId(ids.next());
    Optional<StepResult> objection =
        lifecycle.objection(id, seenVersion, actor, preview(actor, productionId));
    if (objection.isPresent() && !becomesTrueByBuilding(objection.get())) {
      return new Asked.Refused(objection.get());
    }
    List<Production> before = rows.of(id);
    if (before.stream().anyMatch(p -> p.status() == Production.Status.BUILDING)) {
      throw Problem.of(ProblemType.DUPLICATE, "package_building");
    }
    int number = before.size() + 1;
    Production production =
        new Production(
            productionId, id, number, actor.id(), seenVersion, bagSize(id), clock.instant());
    rows.add(production);
    CollectedSet set = handOffs.latest(id, CollectedSet.class).orElseThrow().value();
    Map<String, String> withheld = new TreeMap<>(exclusions.withheld(id));
    StringBuilder decided = new StringBuilder();
    for (CollectedSet.Artefact artefact : set.artefacts()) {
      String name = artefact.target() + "/" + artefact.name();
      boolean excluded = withheld.containsKey(keys.media(id, artefact.target(), artefact.name()));
      rows.add(
          excluded
              ? ArtefactDecision.excluded(ids.next(), production, name, actor.id(), clock.instant())
              : ArtefactDecision.accepted(
                  ids.next(), production, name, actor.id(), clock.instant()));
      decided.append(excluded ? "EXCLUDE " : "ACCEPT ");
      decided.append(artefact.digest()).append(' ').append(name).append('\n');
    }
    // Single records are withheld inside accepted files; the rows say which, by key and reason.
    withheld.forEach((key, reason) ->
        decided.append("WITHHOLD ").append(key).append(' ').append(reason).append('\n'));
    lifecycle.record(
        id,
        actor,
        new CaseEvent.ArtefactsAccepted(
            productionId, set.artefacts().size(), Sha256.hash(decided.toString())));
    queue.enqueue(PackagingWorker.KIND, productionId.value());
    return new Asked.Building(number);
  }

  /** What is issued again is divided as it was, so that its payload is the same. */
  private @Nullable Long bagSize(CaseId id) {
    return reissues
        .confirmed(id)
        .map(again -> rows.find(again.production().value()).orElseThrow())
        .map(first -> Optional.ofNullable(first.bagSize()))
        .orElseGet(() -> Optional.of(bagSize.get().asLongValue()))
        .orElse(null);
  }

  /** Voids a sealed package before its release; the case goes back to the custodian. */
  @Transactional
  public StepResult voidPackage(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    if (!reason.matches("[a-z][a-z0-9-]{2,60}")) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    stepUps.require("void", reference);
    Production sealed =
        rows.of(id).stream()
            .filter(p -> p.status() == Production.Status.SEALED)
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    StepResult result =
        lifecycle.apply(id, seenVersion, actor, new CaseStep.Void(actor.id(), sealed.id(), reason));
    if (result instanceof StepResult.Applied) {
      sealed.voided();
    }
    return result;
  }

  /** Whether the case was delivered, and is on its way to another key. */
  boolean reissuing(CaseView view) {
    return (view.status() == CaseStatus.COLLECTED || view.status() == CaseStatus.SEALED)
        && reissues.confirmed(view.id()).isPresent();
  }

  /** The case's productions, newest first; staff only. */
  @Transactional
  public List<ProductionView> productions(String reference) {
    CaseId id = access.visible(reference);
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return rows.of(id).stream()
        .map(p ->
            new ProductionView(
                p.number(), p.status().name(), p.ciphertext(), p.failure(), progress(id, p)))
        .toList();
  }

  private @Nullable Progress progress(CaseId id, Production production) {
    return production.status() == Production.Status.BUILDING
        ? new Progress(
            production.vaultKeys().stream().mapToLong(vault::written).sum(),
            handOffs.latest(id, CollectedSet.class).orElseThrow().value().artefacts().stream()
                .mapToLong(CollectedSet.Artefact::bytes)
                .sum())
        : null;
  }

  /** What was collected and would be packed; staff only. */
  @Transactional
  public List<CollectedView> collected(String reference) {
    CaseId id = access.visible(reference);
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return handOffs
        .latest(id, CollectedSet.class)
        .map(set ->
            set.value().artefacts().stream()
                .map(a -> new CollectedView(a.target(), a.group(), a.name(), a.rows(), a.bytes()))
                .toList())
        .orElse(List.of());
  }

  private static CaseStep.Seal preview(Actor actor, ProductionId production) {
    Sha256 nothing = Sha256.hash("");
    return new CaseStep.Seal(actor.id(), production, nothing, nothing, 0, "");
  }

  private static boolean becomesTrueByBuilding(StepResult objection) {
    return objection instanceof StepResult.Blocked(var guard)
        && (guard == Guard.ARTEFACTS_UNDECIDED || guard == Guard.PACKAGE_UNSOUND);
  }
}
