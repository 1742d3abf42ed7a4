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
import io.chancery.casework.Duplicates;
import io.chancery.casework.StepResult;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPack;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Requests of one agency that repeat each other: a clerk keeps one and refuses the others together,
 * all or none, by one touch that is worth exactly these cases as they were shown.
 */
@ApplicationScoped
public class Triage {
  /** The act for which a clerk touches their key; its object is {@link Choice#shown}. */
  static final String REFUSE = "refuse-duplicates";

  /**
   * What keeping one request means.
   *
   * @param kept the request that goes on
   * @param others those that would be refused, in the order of their arrival
   * @param beside those that repeat it and stay: a clerk refuses only what nobody has verified, and
   *     no emergency for something that is none
   * @param elsewhere cases of other agencies on an instrument with the same bytes
   * @param shown digest over exactly these cases as they stand
   */
  public record Choice(
      CaseView kept,
      List<CaseView> others,
      List<CaseView> beside,
      List<String> elsewhere,
      Sha256 shown) {
    public Choice {
      others = List.copyOf(others);
      beside = List.copyOf(beside);
      elsewhere = List.copyOf(elsewhere);
    }
  }

  /**
   * What became of it: the case that decided it, and its result. Anything but applied undid all.
   */
  record Outcome(CaseReference reference, StepResult result) {}

  private final Duplicates duplicates;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final CurrentActor current;
  private final StepUps stepUps;

  Triage(
      Duplicates duplicates,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      CurrentActor current,
      StepUps stepUps) {
    this.duplicates = duplicates;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.current = current;
    this.stepUps = stepUps;
  }

  /** The requests beside the one that is to be kept; each of them was looked at. */
  @Transactional
  public Choice look(String reference) {
    CaseView unused = views.open(reference, "triage");
    Choice choice = choice(reference);
    choice
        .others()
        .forEach(other -> {
          CaseView seen = views.open(other.reference(), "triage");
        });
    return choice;
  }

  /**
   * Refuses every other request of the group as a duplicate of the kept one.
   *
   * @param shown the digest beside what was looked at
   * @throws Problem not-from-here when nothing repeats it; blocked when a case has changed or come
   *     since it was shown
   */
  @Transactional
  public Outcome refuse(String reference, Sha256 shown) {
    Actor actor = current.get();
    CaseId kept = access.visible(reference);
    if (!actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    // One order for everybody, so that two clerks wait for each other and do not lock each other
    // out.
    duplicates.with(reference).stream()
        .sorted(Comparator.comparing(CaseId::value))
        .forEach(id -> {
          CaseStatus unused = views.lockedStatus(id);
        });
    CaseStatus unused = views.lockedStatus(kept);
    Choice choice = choice(reference);
    if (choice.others().isEmpty()) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    if (!choice.shown().equals(shown)) {
      throw Problem.of(ProblemType.BLOCKED, "guard_SHOWN_DIFFERS");
    }
    stepUps.require(REFUSE, shown.hex());
    Outcome last = null;
    for (CaseView other : choice.others()) {
      StepResult result =
          lifecycle.apply(
              other.id(),
              other.version(),
              actor,
              new CaseStep.Refuse(actor.id(), PolicyPack.DUPLICATE));
      last = new Outcome(new CaseReference(other.reference()), result);
      if (!(result instanceof StepResult.Applied)) {
        return last;
      }
      lifecycle.record(other.id(), actor, new CaseEvent.DuplicateOf(reference));
    }
    return java.util.Objects.requireNonNull(last);
  }

  private Choice choice(String reference) {
    List<CaseView> group = duplicates.with(reference).stream().map(views::of).toList();
    CaseView kept =
        group.stream()
            .filter(view -> view.reference().equals(reference))
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    List<CaseView> rest =
        group.stream().filter(view -> !view.reference().equals(reference)).toList();
    List<CaseView> others = rest.stream().filter(view -> refusable(view, kept)).toList();
    return new Choice(
        kept,
        others,
        rest.stream().filter(view -> !others.contains(view)).toList(),
        duplicates.elsewhere(reference),
        digest(kept, others));
  }

  private static boolean refusable(CaseView view, CaseView kept) {
    return Duplicates.refusable(view) && (!view.emergency() || kept.emergency());
  }

  private static Sha256 digest(CaseView kept, List<CaseView> others) {
    return Sha256.hash(
        "keep "
            + kept.reference()
            + "\n"
            + others.stream()
                .map(other -> "refuse " + other.reference() + " " + other.version())
                .collect(Collectors.joining("\n")));
  }
}
