package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseViews;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Colleagues of the same agency who may fetch a production in the officer's place: named by the
 * officer or by the agency's supervisor, with a touch, for the hand-over that is open now.
 */
@ApplicationScoped
public class Colleagues {
  /** The act of naming a colleague or taking one off; its object is the case. */
  public static final String NAME = "colleagues";

  /** Who can be named beside the officer at a time. */
  static final int MOST = 8;

  /** Somebody of the agency. */
  public record Person(String id, String name) {}

  /** Somebody who was named. */
  public record Named(String officer, String name, Instant namedAt) {}

  /**
   * The hand-over that is open now.
   *
   * @param open whether there is one
   * @param mayName whether the person who looks may name somebody and take somebody off
   * @param candidates who could be named; empty for a person who may not
   */
  public record View(boolean open, boolean mayName, List<Named> named, List<Person> candidates) {}

  private final DeliveryRows grants;
  private final AfterReleaseRows after;
  private final ColleagueRows rows;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final Officers officers;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  Colleagues(
      DeliveryRows grants,
      AfterReleaseRows after,
      ColleagueRows rows,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      Officers officers,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.grants = grants;
    this.after = after;
    this.rows = rows;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.officers = officers;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who is named for the hand-over of a case that the current actor may see. */
  @Transactional
  public View of(String reference) {
    return view(access.visible(reference), current.get());
  }

  /**
   * Names a colleague.
   *
   * @param officer id of an officer of the same agency in good standing
   * @throws Problem forbidden for anybody but the officer of the hand-over and their supervisor;
   *     invalid-input at {@code officer} for anybody who cannot be named; not-from-here while no
   *     hand-over is open
   */
  @Transactional
  public View name(String reference, String officer) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    DeliveryGrant grant = locked(id, actor);
    List<Colleague> before = rows.of(grant.id());
    Person colleague =
        candidates(grant, before, views.of(id).agencyId()).stream()
            .filter(person -> person.id().equals(officer))
            .findFirst()
            .orElseThrow(() -> Problem.invalid("officer", "officer_unfit"));
    if (before.size() >= MOST) {
      throw Problem.of(ProblemType.BLOCKED, "colleagues_full");
    }
    stepUps.require(NAME, reference);
    lifecycle.record(id, actor, new CaseEvent.ColleagueNamed(grant.id(), colleague.id()));
    ActorId named = ActorId.parse(colleague.id());
    rows.add(new Colleague(ids.next(), grant, named, actor.id(), clock.instant()));
    return view(id, actor);
  }

  /**
   * Takes a named colleague off; they find nothing from then on.
   *
   * @throws Problem as {@link #name}
   */
  @Transactional
  public View takeOff(String reference, String officer) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    DeliveryGrant grant = locked(id, actor);
    Colleague colleague =
        rows.of(grant.id()).stream()
            .filter(named -> named.officer().toString().equals(officer))
            .findFirst()
            .orElseThrow(() -> Problem.invalid("officer", "officer_not_named"));
    stepUps.require(NAME, reference);
    lifecycle.record(
        id, actor, new CaseEvent.ColleagueTakenOff(grant.id(), colleague.officer().toString()));
    rows.add(new ColleagueEnd(colleague, id, actor.id(), clock.instant()));
    return view(id, actor);
  }

  private DeliveryGrant locked(CaseId id, Actor actor) {
    var unused = views.lockedStatus(id);
    DeliveryGrant grant = open(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    if (!mayName(grant, actor)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return grants.lock(grant.id());
  }

  private Optional<DeliveryGrant> open(CaseId id) {
    return grants
        .live(id)
        .filter(grant -> clock.instant().isBefore(grant.expiresAt()))
        .filter(grant -> !after.withdrawn(grant));
  }

  /** Of the agency's people, whom {@link CaseAccess} let in, these alone. */
  private static boolean mayName(DeliveryGrant grant, Actor actor) {
    return actor.is(Role.SUPERVISOR)
        || (actor.is(Role.OFFICER) && actor.id().equals(grant.officer()));
  }

  private List<Person> candidates(DeliveryGrant grant, List<Colleague> named, AgencyId agency) {
    return officers.inStanding(agency).stream()
        .filter(officer -> !officer.id().equals(grant.officer()))
        .filter(officer -> named.stream().noneMatch(n -> n.officer().equals(officer.id())))
        .map(officer -> new Person(officer.id().toString(), officer.fullName()))
        .toList();
  }

  private View view(CaseId id, Actor actor) {
    return open(id)
        .map(grant -> {
          List<Colleague> named = rows.of(grant.id());
          boolean mayName = mayName(grant, actor);
          return new View(
              true,
              mayName,
              named.stream().map(this::named).toList(),
              mayName ? candidates(grant, named, views.of(id).agencyId()) : List.of());
        })
        .orElseGet(() -> new View(false, false, List.of(), List.of()));
  }

  private Named named(Colleague colleague) {
    String name =
        officers.find(colleague.officer()).map(Officers.OfficerView::fullName).orElse("–");
    return new Named(colleague.officer().toString(), name, colleague.at());
  }
}
