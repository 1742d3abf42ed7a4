package io.chancery.verification;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.casework.handoff.VerifiedRequest;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks with evidence, and the step that concludes them. Never an automatic yes. */
@ApplicationScoped
public class Verifications implements FactSource {

  /** One required check and where it stands; outcome null while it is open. */
  public record CheckView(
      String name,
      @Nullable String outcome,
      @Nullable String evidence,
      @Nullable String by,
      @Nullable Instant at) {}

  @ApplicationScoped
  static class Checks implements PanacheRepositoryBase<VerificationCheck, UUID> {
    List<VerificationCheck> of(CaseId id) {
      return list("caseId = ?1 order by at, id", id.value());
    }
  }

  private final Checks checks;
  private final EmergencyChecks emergencies;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final HandOffs handOffs;
  private final PolicyPacks packs;
  private final Officers officers;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  Verifications(
      Checks checks,
      EmergencyChecks emergencies,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      HandOffs handOffs,
      PolicyPacks packs,
      Officers officers,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.checks = checks;
    this.emergencies = emergencies;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.handOffs = handOffs;
    this.packs = packs;
    this.officers = officers;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /** The checks that the case's pack requires, each with its newest outcome. */
  @Transactional
  public List<CheckView> checks(String reference) {
    CaseId id = access.visible(reference);
    Map<String, VerificationCheck> newest = newest(id);
    return rule(views.of(id)).checks().stream()
        .map(name -> {
          VerificationCheck check = newest.get(name);
          return check == null
              ? new CheckView(name, null, null, null, null)
              : new CheckView(
                  name, check.outcome(), check.evidence(), check.by().toString(), check.at());
        })
        .toList();
  }

  /**
   * Records the outcome of a check.
   *
   * @param evidence what was seen, in words; required
   */
  @Transactional
  public void record(String reference, String name, boolean passed, String evidence) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    if (!actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    CaseView view = views.of(id);
    if (view.status() != CaseStatus.SUBMITTED) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    emergencies.requireOther(view, actor, "RecordCheck");
    if (view.emergency() && EmergencyChecks.NAMES.contains(name)) {
      throw Problem.invalid("name", "check_of_its_own");
    }
    if (!rule(view).checks().contains(name)) {
      throw Problem.invalid("name", "check_unknown");
    }
    String words = evidence.strip();
    if (words.length() < 3 || words.length() > 2000) {
      throw Problem.invalid("evidence", "evidence_missing");
    }
    lifecycle.record(id, actor, new CaseEvent.CheckRecorded(name, passed ? "passed" : "failed"));
    checks.persist(
        new VerificationCheck(ids.next(), id, name, passed, words, actor.id(), clock.instant()));
  }

  /** Concludes verification: the case goes to review. */
  @Transactional
  public StepResult conclude(String reference, long seenVersion) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    stepUps.require("verify", reference);
    Sha256 submitted =
        handOffs.latest(id, SubmittedRequest.class).map(HandOffs.Stored::digest).orElseThrow();
    List<VerifiedRequest.Check> done =
        newest(id).values().stream()
            .map(c -> new VerifiedRequest.Check(c.name(), c.outcome(), c.by().toString()))
            .toList();
    if (views.of(id).emergency()) {
      emergencies.conclude(id);
    }
    Sha256 digest =
        handOffs.write(id, new VerifiedRequest(reference, submitted, actor.id().toString(), done));
    StepResult result =
        lifecycle.apply(
            id, seenVersion, actor, new CaseStep.Verify(actor.id(), digest, done.size()));
    // What nobody of the agency asked for says nothing of its officer.
    if (result instanceof StepResult.Applied && !views.of(id).referral()) {
      officers.requestVerified(ActorId.parse(views.of(id).officerId()), actor);
    }
    return result;
  }

  /** Refuses the request; clerks, reviewers and approvers, each while the case is with them. */
  @Transactional
  public StepResult refuse(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    if (!pack(views.of(id)).knowsReason("refuse", reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    stepUps.require("refuse", reference);
    return lifecycle.apply(id, seenVersion, actor, new CaseStep.Refuse(actor.id(), reason));
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    emergencies.contribute(caseId, step, facts);
    if (step instanceof CaseStep.Verify) {
      Map<String, VerificationCheck> newest = newest(caseId);
      boolean passed =
          rule(views.of(caseId)).checks().stream()
              .allMatch(name -> {
                VerificationCheck check = newest.get(name);
                return check != null && check.outcome().equals("PASSED");
              });
      facts.state(Facts.Fact.CHECKS_PASSED, passed);
    }
  }

  private Map<String, VerificationCheck> newest(CaseId id) {
    Map<String, VerificationCheck> newest = new LinkedHashMap<>();
    checks.of(id).forEach(check -> newest.put(check.name(), check));
    return newest;
  }

  private PolicyPack.Row rule(CaseView view) {
    return pack(view).row(view.instrument().kind()).orElseThrow();
  }

  private PolicyPack pack(CaseView view) {
    return packs.required(view.regime(), view.packVersion());
  }
}
