package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person does about a colleague at once: it takes something, with a touch, or notes an
 * absence, which gives nobody anything. What gives is {@link StaffAdministration}.
 */
@ApplicationScoped
public class StaffEndings {
  /** The act of the touch that ends a person's access or a right, or notes that they leave. */
  public static final String ACT = "take-rights";

  private static final int WORDS = 2000;

  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final RoleGrants.Ends ends;
  private final StaffChecks checks;
  private final CustodyLedger ledger;
  private final StepUps stepUps;
  private final CurrentActor current;
  private final IdentityOrders identities;
  private final Clock clock;

  StaffEndings(
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      RoleGrants.Ends ends,
      StaffChecks checks,
      CustodyLedger ledger,
      StepUps stepUps,
      CurrentActor current,
      IdentityOrders identities,
      Clock clock) {
    this.staff = staff;
    this.grants = grants;
    this.ends = ends;
    this.checks = checks;
    this.ledger = ledger;
    this.stepUps = stepUps;
    this.current = current;
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * Ends a person's access now. One administrator or approver suffices.
   *
   * @throws Problem not-found, forbidden, or blocked when it has ended already
   */
  @Transactional
  public void endAccess(ActorId person) {
    Actor actor = taker();
    StaffMember member = member(person);
    Instant now = clock.instant();
    if (!member.mayActAt(now)) {
      throw Problem.of(ProblemType.BLOCKED, "staff_ended");
    }
    touch(person);
    member.accessUntil(now);
    append(person, actor, new HouseEvent.AccessEnded(StaffCodes.of(now)));
    identities.order(IdentityOrders.Act.END, IdentityProvider.Realm.STAFF, person);
  }

  /** Takes a right before its end. One administrator or approver suffices. */
  @Transactional
  public void endRole(UUID right, @Nullable String reason) {
    Actor actor = taker();
    String why = reason(reason);
    RoleGrant grant =
        grants.findByIdOptional(right).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    ActorId person = new ActorId(grant.staffId());
    touch(person);
    end(grant, actor, why);
  }

  /**
   * Notes that somebody leaves: from {@code from} no step that cannot be undone, at {@code end} no
   * access. Never moves an end later: that takes two.
   */
  @Transactional
  public void leaves(ActorId person, @Nullable Instant from, @Nullable Instant end) {
    Actor actor = taker();
    StaffMember member = member(person);
    checks.leaving(member, from, end);
    touch(person);
    member.leaverFrom(from);
    member.accessUntil(end);
    append(person, actor, new HouseEvent.LeaverNoted(StaffCodes.of(from), StaffCodes.of(end)));
  }

  /**
   * Notes an absence: of oneself, or of anybody as an administrator. Who steps in is for
   * assignment; it gives nobody a right.
   *
   * @param from null to note that the person is back
   */
  @Transactional
  public void absent(
      ActorId person, @Nullable Instant from, @Nullable Instant until, @Nullable ActorId delegate) {
    Actor actor = current.get();
    if (!actor.id().equals(person) && !actor.is(Role.ADMINISTRATOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    StaffMember member = member(person);
    checks.absence(person, from, until, delegate);
    member.absent(from, until, delegate == null ? null : delegate.value());
    append(
        person,
        actor,
        new HouseEvent.AbsenceNoted(
            StaffCodes.of(from),
            StaffCodes.of(until),
            delegate == null ? "-" : delegate.toString()));
  }

  /** Ends a grant that stands; for this package's reviews as well. Idempotent. */
  void end(RoleGrant grant, Actor actor, String why) {
    if (ends.findById(grant.id()) != null) {
      return;
    }
    ends.persist(new RoleEnd(grant.id(), clock.instant(), actor.id().value(), why));
    append(
        new ActorId(grant.staffId()),
        actor,
        new HouseEvent.RoleEnded(grant.id().toString(), grant.role()));
  }

  private void touch(ActorId person) {
    stepUps.require(ACT, person.toString());
  }

  private void append(ActorId person, Actor actor, CustodyEvent event) {
    ledger.append(new Subject.OfPerson(person), actor, event);
  }

  private Actor taker() {
    Actor actor = current.get();
    if (!actor.is(Role.ADMINISTRATOR) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }

  private StaffMember member(ActorId person) {
    return staff
        .findByIdOptional(person.value())
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private static String reason(@Nullable String typed) {
    String reason = typed == null ? "" : typed.strip();
    if (reason.isEmpty() || reason.length() > WORDS) {
      throw Problem.invalid("reason", "reason_words");
    }
    return reason;
  }
}
