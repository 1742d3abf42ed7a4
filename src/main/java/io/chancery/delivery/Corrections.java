package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseLinks;
import io.chancery.casework.CaseRelation;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Letters;
import io.chancery.casework.StepResult;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.notification.Outbox;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Productions that turn out to be wrong after their delivery. What was handed over stays what it
 * was; the officer is told, and asks again with a new case that corrects this one.
 */
@ApplicationScoped
public class Corrections {
  /** The act for which staff touch their key; its object is the case. */
  public static final String NEEDED = "correction";

  /** What is wrong with a production. */
  public static final List<String> REASONS =
      List.of("content-missing", "wrong-content", "content-unreadable");

  static final Set<CaseStatus> FROM = EnumSet.of(CaseStatus.DELIVERED, CaseStatus.CLOSED);

  private final DeliveryRows grants;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final CaseLinks links;
  private final Letters letters;
  private final Officers officers;
  private final Outbox outbox;
  private final CurrentActor current;
  private final StepUps stepUps;

  Corrections(
      DeliveryRows grants,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      CaseLinks links,
      Letters letters,
      Officers officers,
      Outbox outbox,
      CurrentActor current,
      StepUps stepUps) {
    this.grants = grants;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.links = links;
    this.letters = letters;
    this.officers = officers;
    this.outbox = outbox;
    this.current = current;
    this.stepUps = stepUps;
  }

  /**
   * Records that a delivered production needs a correction: a letter and a mail to the officer.
   *
   * @param reason one of {@link #REASONS}
   * @throws Problem duplicate while the officer was told and no case corrects this one yet
   */
  @Transactional
  public StepResult needed(String reference, long seenVersion, String reason) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.CUSTODIAN) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    CaseStatus status = views.lockedStatus(id);
    long version = views.version(reference);
    if (version != seenVersion) {
      return new StepResult.Stale();
    }
    if (!FROM.contains(status) || grants.of(id).isEmpty()) {
      return new StepResult.NotFromHere(status);
    }
    if (open(reference)) {
      throw Problem.of(ProblemType.DUPLICATE, "correction_open");
    }
    stepUps.require(NEEDED, reference);
    lifecycle.record(id, actor, new CaseEvent.CorrectionNeeded(reason));
    letters.correction(id, reason);
    CaseView view = views.of(id);
    officers
        .find(ActorId.parse(view.officerId()))
        .ifPresent(officer ->
            outbox.add(
                Outbox.Kind.CORRECTION_NEEDED, new CaseReference(reference), officer.mail()));
    return new StepResult.Applied(new CaseReference(reference), status, version);
  }

  /** Whether the officer was told of a correction for which no new case was opened since. */
  @Transactional
  public boolean open(String reference) {
    CaseId id = access.visible(reference);
    Instant told =
        letters.of(reference).stream()
            .filter(letter -> letter.kind().equals("CORRECTION"))
            .map(Letters.LetterView::issuedAt)
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    return told.isAfter(Instant.MIN)
        && links.of(id).stream()
            .filter(CaseLinks.Link::later)
            .filter(link -> link.relation().equals(CaseRelation.CORRECTS.key()))
            .noneMatch(link -> link.at().isAfter(told));
  }
}
