package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseSecrets;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is withheld from a package although it was collected: a custodian proposes, another person
 * confirms or rejects. The collected set stays as it is; only packages leave the items out.
 * Proposal and answers stand in one class, because the same lock and the same refusals hold for all
 * of them.
 */
@ApplicationScoped
public class Exclusions {
  /** Why something may be withheld. The words say the rest. */
  public static final List<String> REASONS =
      List.of(
          "attorney-client-privilege",
          "third-party",
          "out-of-scope",
          "legally-protected-source",
          "other");

  static final int AT_MOST = 10_000;
  private static final int WORDS = 2_000;
  private static final String SEALED = "exclusion-words";

  /**
   * A proposal as staff see it.
   *
   * @param change {@code exclude} or {@code include}
   * @param state {@code OPEN}, {@code CONFIRMED} or {@code REJECTED}
   * @param shown the digest that an answer binds to
   */
  public record ExclusionView(
      ExclusionId id,
      String change,
      String reason,
      String words,
      long items,
      Sha256 shown,
      String state,
      String proposedBy,
      Instant proposedAt,
      @Nullable String answeredBy) {}

  /** What came of proposing: the step's result, and the proposal's id when it was taken. */
  public record Proposed(StepResult result, ExclusionId id) {}

  private record Shown(
      String reference,
      String exclusion,
      Sha256 collected,
      String change,
      String reason,
      String words,
      List<String> items) {}

  private final ExclusionRows rows;
  private final PackagingRows productions;
  private final CollectedSearch search;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final CaseSecrets secrets;
  private final HandOffs handOffs;
  private final Staff staff;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  Exclusions(
      ExclusionRows rows,
      PackagingRows productions,
      CollectedSearch search,
      CaseAccess access,
      CaseLifecycle lifecycle,
      CaseViews views,
      CaseSecrets secrets,
      HandOffs handOffs,
      Staff staff,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.productions = productions;
    this.search = search;
    this.access = access;
    this.lifecycle = lifecycle;
    this.views = views;
    this.secrets = secrets;
    this.handOffs = handOffs;
    this.staff = staff;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Proposes to withhold items, or to hand them over again. The collected files are read outside of
   * a transaction, to see that every item is among them.
   *
   * @param change {@code exclude} or {@code include}
   * @param reason one of {@link #REASONS}
   * @param words why, in the custodian's words; sealed under the case's key
   * @param chosen keys of items, as the search gave them; empty for everything that {@code found}
   *     finds
   * @param found the search whose results are meant; null when items are chosen one by one
   * @throws Problem invalid-input naming the field at fault, duplicate while a package is built
   */
  public Proposed propose(
      String reference,
      long seenVersion,
      String change,
      String reason,
      String words,
      List<String> chosen,
      @Nullable SearchInput found) {
    CaseId id = custodiansCase(reference);
    ExclusionChange wanted =
        ExclusionChange.ofKey(change)
            .orElseThrow(() -> Problem.invalid("change", "exclusion_change"));
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    String said = words.strip();
    if (said.isEmpty() || said.length() > WORDS) {
      throw Problem.invalid("words", "exclusion_words");
    }
    Optional<StepResult> objection =
        lifecycle.objection(
            id, seenVersion, current.get(), step(new ExclusionId(ids.next()), wanted, reason, 0));
    if (objection.isPresent()) {
      return new Proposed(objection.get(), new ExclusionId(ids.next()));
    }
    HandOffs.Stored<CollectedSet> set = collected(id);
    TreeSet<String> keys =
        found == null ? search.among(id, set.value(), chosen) : search.all(id, set.value(), found);
    return QuarkusTransaction.requiringNew()
        .call(() -> proposed(reference, id, seenVersion, wanted, reason, said, keys, set.digest()));
  }

  private Proposed proposed(
      String reference,
      CaseId id,
      long seenVersion,
      ExclusionChange change,
      String reason,
      String words,
      TreeSet<String> keys,
      Sha256 collected) {
    CaseStatus unused = views.lockedStatus(id);
    requireNoBuilding(id);
    Set<String> withheld = rows.withheld(id).keySet();
    keys.removeIf(key -> withheld.contains(key) == (change == ExclusionChange.EXCLUDE));
    if (keys.isEmpty()) {
      throw Problem.invalid("items", "exclusion_unchanged");
    }
    Set<String> open = new HashSet<>(rows.open(id));
    open.retainAll(keys);
    if (!open.isEmpty()) {
      throw Problem.invalid("items", "exclusion_open");
    }
    ExclusionId exclusion = new ExclusionId(ids.next());
    byte[] sealed = secrets.seal(id, words.getBytes(StandardCharsets.UTF_8), SEALED);
    // The sealed words, not the words: the digest goes into the ledger and must not be guessed.
    Sha256 digest =
        Sha256.hash(
            HandOffs.canonical(
                new Shown(
                    reference,
                    exclusion.toString(),
                    collected,
                    change.key(),
                    reason,
                    Sha256.hash(sealed).hex(),
                    List.copyOf(keys))));
    Actor actor = current.get();
    rows.add(
        new Exclusion(
            exclusion,
            id,
            change,
            reason,
            sealed,
            collected,
            keys.size(),
            digest,
            actor.id(),
            clock.instant()),
        keys.stream().map(key -> new ExcludedItem(ids.next(), exclusion, id, key)).toList());
    return new Proposed(
        lifecycle.apply(
            id,
            seenVersion,
            actor,
            new CaseStep.ProposeExclusion(
                actor.id(), exclusion, change.key(), reason, keys.size(), digest)),
        exclusion);
  }

  /**
   * Confirms a proposal; it counts for the next package.
   *
   * @param shown the digest that the person saw
   */
  @Transactional
  public StepResult confirm(
      String reference, long seenVersion, ExclusionId exclusion, Sha256 shown) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    Exclusion proposal = answering(id, exclusion, reference);
    rows.add(new ExclusionAnswer(exclusion, id, true, actor.id(), clock.instant()));
    return lifecycle.apply(
        id,
        seenVersion,
        actor,
        new CaseStep.ConfirmExclusion(
            actor.id(),
            exclusion,
            proposal.change().key(),
            proposal.reason(),
            proposal.items(),
            shown));
  }

  /** Rejects a proposal; nothing changes. */
  @Transactional
  public StepResult reject(
      String reference, long seenVersion, ExclusionId exclusion, Sha256 shown) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    Exclusion unused = answering(id, exclusion, reference);
    rows.add(new ExclusionAnswer(exclusion, id, false, actor.id(), clock.instant()));
    return lifecycle.apply(
        id, seenVersion, actor, new CaseStep.RejectExclusion(actor.id(), exclusion, shown));
  }

  /** The case's proposals, oldest first; staff only. Numbers and words, never content. */
  @Transactional
  public List<ExclusionView> of(String reference) {
    CaseId id = access.visible(reference);
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return rows.of(id).stream().map(e -> view(id, e)).toList();
  }

  private ExclusionView view(CaseId id, Exclusion e) {
    Optional<ExclusionAnswer> answer = rows.answer(e.id());
    return new ExclusionView(
        e.id(),
        e.change().key(),
        e.reason(),
        new String(secrets.open(id, e.wordsSealed(), SEALED), StandardCharsets.UTF_8),
        e.items(),
        e.digest(),
        answer.map(a -> a.confirmed() ? "CONFIRMED" : "REJECTED").orElse("OPEN"),
        name(e.proposedBy()),
        e.proposedAt(),
        answer.map(a -> name(a.answeredBy())).orElse(null));
  }

  private Exclusion answering(CaseId id, ExclusionId exclusion, String reference) {
    // Under the case's lock: of two answers at once, the later one sees the earlier.
    CaseStatus unused = views.lockedStatus(id);
    Exclusion proposal =
        rows.find(id, exclusion).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    requireNoBuilding(id);
    if (rows.answer(exclusion).isPresent()) {
      throw Problem.of(ProblemType.STALE);
    }
    stepUps.require("exclusion", reference);
    return proposal;
  }

  private void requireNoBuilding(CaseId id) {
    if (productions.of(id).stream().anyMatch(p -> p.status() == Production.Status.BUILDING)) {
      throw Problem.of(ProblemType.DUPLICATE, "package_building");
    }
  }

  private CaseId custodiansCase(String reference) {
    CaseId id = access.visible(reference);
    if (!current.get().is(Role.CUSTODIAN)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return id;
  }

  private HandOffs.Stored<CollectedSet> collected(CaseId id) {
    return QuarkusTransaction.requiringNew()
        .call(() -> handOffs.latest(id, CollectedSet.class))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
  }

  private String name(ActorId person) {
    return staff.find(person).map(Staff.StaffView::fullName).orElse("");
  }

  private CaseStep step(ExclusionId id, ExclusionChange change, String reason, long items) {
    return new CaseStep.ProposeExclusion(
        current.get().id(), id, change.key(), reason, items, Sha256.hash(""));
  }
}
