package io.chancery.review;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Emergencies;
import io.chancery.casework.HandOffs;
import io.chancery.casework.ReadGrants;
import io.chancery.casework.StepResult;
import io.chancery.casework.TargetResolutions;
import io.chancery.casework.handoff.VerifiedRequest;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import io.chancery.source.Failure;
import io.chancery.source.ReadWatch;
import io.chancery.source.Resolution;
import io.chancery.source.Sources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** The reviewer's work: resolve the targets, decide each item, propose. */
@ApplicationScoped
public class Reviews {
  private final Decisions decisions;
  private final CountRows counts;
  private final Emergencies emergencies;
  private final Reviewers reviewers;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final ReadGrants grants;
  private final TargetResolutions resolutions;
  private final Sources sources;
  private final KnownFields known;
  private final CaseClocks clocks;
  private final HandOffs handOffs;
  private final PolicyPacks packs;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  Reviews(
      Decisions decisions,
      CountRows counts,
      Emergencies emergencies,
      Reviewers reviewers,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      ReadGrants grants,
      TargetResolutions resolutions,
      Sources sources,
      KnownFields known,
      CaseClocks clocks,
      HandOffs handOffs,
      PolicyPacks packs,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.decisions = decisions;
    this.counts = counts;
    this.emergencies = emergencies;
    this.reviewers = reviewers;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.grants = grants;
    this.resolutions = resolutions;
    this.sources = sources;
    this.known = known;
    this.clocks = clocks;
    this.handOffs = handOffs;
    this.packs = packs;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Asks the platform which accounts the identifiers name. No transaction spans the question:
   * grant, ask, record.
   *
   * @throws Problem unavailable when the platform does not answer, blocked when more accounts
   *     answer to one identifier than anybody decides on
   */
  public void resolveTargets(String reference) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    reviewers.require(reference, id, "Resolve");
    for (int target : resolutions.numbers(id)) {
      ReadGrant.Resolve grant = grants.resolve(id, target, actor);
      ReadWatch intent =
          (attempt, query) ->
              lifecycle.record(id, actor, new CaseEvent.SourceQueried(grant.id(), attempt, query));
      switch (sources.resolve(grant, intent)) {
        case Resolution.Found(_, var accounts) ->
            resolutions.record(id, target, grant.id(), accounts, actor);
        case Resolution.NotFound _ -> resolutions.record(id, target, grant.id(), List.of(), actor);
        case Resolution.Failed(var attempt, var reason) -> {
          lifecycle.record(
              id, actor, new CaseEvent.SourceFailed(grant.id(), attempt, reason.name()));
          throw reason == Failure.AMBIGUOUS
              ? Problem.of(ProblemType.BLOCKED, "identifier_of_many")
              : Problem.of(ProblemType.UNAVAILABLE, "source_unavailable");
        }
        case Resolution.Refused _ ->
            throw Problem.of(ProblemType.UNAVAILABLE, "source_unavailable");
      }
    }
  }

  /**
   * Records what the reviewer finds about each part of an emergency's test.
   *
   * @throws Problem invalid-input naming each part without a finding in words
   */
  @Transactional
  public void answerTest(String reference, List<Emergencies.Answer> answers) {
    reviewers.require(reference, access.visible(reference), "AnswerTest");
    emergencies.answer(reference, answers);
  }

  /**
   * Proposes a decision about every item.
   *
   * @param seenVersion the case as the reviewer saw it
   * @throws Problem invalid-input naming each item at fault
   */
  @Transactional
  public StepResult propose(String reference, long seenVersion, List<ItemInput> inputs) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    CaseView view = views.of(id);
    if (view.status() != CaseStatus.IN_REVIEW) {
      return new StepResult.NotFromHere(view.status());
    }
    List<Emergencies.Answer> test = emergencies.answers(id);
    if (test.isEmpty() && !emergencies.parts(reference).isEmpty()) {
      throw Problem.invalid("test", "test_missing");
    }
    DecisionQuestion asked = DecisionQuestion.of(view, known.all());
    PolicyPack pack = packs.required(view.regime(), view.packVersion());
    DecisionRules.Checked checked = DecisionRules.check(asked, pack, inputs);
    if (!checked.errors().isEmpty()) {
      throw Problem.invalid(checked.errors());
    }
    stepUps.require("propose", reference);
    DecisionId decision = new DecisionId(ids.next());
    Sha256 verified =
        handOffs.latest(id, VerifiedRequest.class).map(HandOffs.Stored::digest).orElseThrow();
    Sha256 counted = counts.digest(id);
    byte[] shown =
        HandOffs.canonical(ShownDecision.of(reference, verified, decision, counted, test, checked));
    ReviewDecision row =
        new ReviewDecision(
            decision.value(),
            id,
            actor.id(),
            clock.instant(),
            counted,
            shown,
            HandOffs.canonical(followedFrom(view, decision, asked, pack, inputs)));
    decisions.persist(
        row,
        checked.items().stream()
            .map(d ->
                new ItemDecision(
                    ids.next(),
                    decision,
                    id,
                    d.item().number(),
                    d.outcome(),
                    d.reason(),
                    d.explanation(),
                    d.granted(),
                    d.fields()))
            .toList());
    StepResult result =
        lifecycle.apply(
            id,
            seenVersion,
            actor,
            new CaseStep.Propose(
                actor.id(),
                decision,
                row.digest(),
                count(checked, Outcome.GRANT),
                count(checked, Outcome.NARROW),
                count(checked, Outcome.DENY)));
    if (result instanceof StepResult.Applied) {
      lifecycle.record(
          id, actor, new CaseEvent.DecisionInputsRecorded(decision, Sha256.hash(row.inputs())));
    }
    return result;
  }

  private DecisionInputs followedFrom(
      CaseView view,
      DecisionId decision,
      DecisionQuestion asked,
      PolicyPack pack,
      List<ItemInput> typed) {
    List<DecisionInputs.Answer> answers = typed.stream().map(DecisionInputs.Answer::of).toList();
    List<Clocks.Event> happened = clocks.events(view.id());
    return new DecisionInputs(
        DecisionInputs.FORMAT,
        view.reference(),
        decision.toString(),
        view.regime(),
        view.packVersion(),
        packs.digest(view.regime(), view.packVersion()).orElseThrow(),
        happened,
        asked,
        answers,
        DecisionReplay.run(asked, answers, happened, pack));
  }

  private static int count(DecisionRules.Checked checked, Outcome outcome) {
    return (int) checked.items().stream().filter(d -> d.outcome() == outcome).count();
  }
}
