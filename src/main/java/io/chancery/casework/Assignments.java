package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.Subject;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who of a role works on a case: an aid for the queue, no right. Whoever holds the role may act
 * without it, and a step that moves the case ends it.
 */
@ApplicationScoped
public class Assignments {

  /** A colleague who could work on the case. */
  public record Colleague(String id, String name) {}

  /**
   * How a case is assigned.
   *
   * @param person name of who works on it, or null
   * @param mine whether that is the current actor
   * @param mayTake whether the current actor's role acts next
   * @param mayGive whether the current actor may hand it over or release it
   * @param colleagues others of that role
   */
  public record AssignmentView(
      @Nullable String person,
      boolean mine,
      boolean mayTake,
      boolean mayGive,
      List<Colleague> colleagues) {
    public AssignmentView {
      colleagues = List.copyOf(colleagues);
    }
  }

  private final CaseRepositories.Assigned rows;
  private final CaseRepositories.Cases cases;
  private final CaseAccess access;
  private final CurrentActor current;
  private final Staff staff;
  private final CustodyLedger ledger;
  private final Ids ids;
  private final Clock clock;

  Assignments(
      CaseRepositories.Assigned rows,
      CaseRepositories.Cases cases,
      CaseAccess access,
      CurrentActor current,
      Staff staff,
      CustodyLedger ledger,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.cases = cases;
    this.access = access;
    this.current = current;
    this.staff = staff;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
  }

  /** How the case is assigned; staff only. */
  @Transactional
  public AssignmentView of(String reference) {
    DisclosureCase row = visible(reference);
    Actor actor = current.get();
    ActorId person = row.assignedTo();
    Role next = row.status().actsNext();
    List<Colleague> colleagues =
        next == null
            ? List.of()
            : staff.holding(next).stream()
                .filter(member -> !member.id().equals(person))
                .map(member -> new Colleague(member.id().toString(), member.fullName()))
                .toList();
    return new AssignmentView(
        person == null ? null : staff.find(person).map(Staff.StaffView::fullName).orElse(""),
        actor.id().equals(person),
        next != null && actor.is(next) && person == null,
        mayGive(actor, person),
        colleagues);
  }

  /** Takes a case that nobody works on; its next act must be one of the actor's role. */
  @Transactional
  public void take(String reference) {
    DisclosureCase row = locked(reference);
    Actor actor = current.get();
    Role next = row.status().actsNext();
    if (next == null || !actor.is(next)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (row.assignedTo() != null) {
      throw Problem.of(ProblemType.STALE);
    }
    assign(row, actor, actor.id());
  }

  /**
   * Hands a case to a colleague whose role acts next; by whoever works on it, or by an approver
   * where that person is away.
   *
   * @param to id of the colleague
   */
  @Transactional
  public void handOver(String reference, String to) {
    DisclosureCase row = locked(reference);
    Actor actor = givesNow(row);
    Role next = row.status().actsNext();
    ActorId colleague =
        next == null
            ? null
            : staff.holding(next).stream()
                .map(Staff.StaffView::id)
                .filter(id -> id.toString().equals(to))
                .findFirst()
                .orElse(null);
    if (colleague == null) {
      throw Problem.invalid("colleague", "colleague_unknown");
    }
    assign(row, actor, colleague);
  }

  /** Gives a case back to everybody of the role. */
  @Transactional
  public void release(String reference) {
    DisclosureCase row = locked(reference);
    assign(row, givesNow(row), null);
  }

  /** Gives the case back if the current actor works on it. */
  @Transactional
  public void leave(String reference) {
    DisclosureCase row = locked(reference);
    if (current.get().id().equals(row.assignedTo())) {
      assign(row, current.get(), null);
    }
  }

  private Actor givesNow(DisclosureCase row) {
    Actor actor = current.get();
    if (!mayGive(actor, row.assignedTo())) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }

  private static boolean mayGive(Actor actor, @Nullable ActorId person) {
    return person != null && (actor.id().equals(person) || actor.is(Role.APPROVER));
  }

  private void assign(DisclosureCase row, Actor actor, @Nullable ActorId person) {
    row.assignedTo(person);
    rows.persist(new Assignment(ids.next(), row.id(), person, actor.id(), clock.instant()));
    ledger.append(
        new Subject.OfCase(row.id(), row.reference()),
        actor,
        new CaseEvent.CaseAssigned(person == null ? "nobody" : person.toString()));
  }

  private DisclosureCase visible(String reference) {
    DisclosureCase row = access.require(reference);
    if (!CaseAccess.isStaff(current.get())) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return row;
  }

  private DisclosureCase locked(String reference) {
    return cases.lock(visible(reference).id()).orElseThrow();
  }
}
