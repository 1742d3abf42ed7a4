package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TwoPersonAct;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who works here and what they may do. Everything that gives is proposed here and takes effect when
 * another person confirms it ({@link StaffProposals}); what takes is {@link StaffEndings}.
 */
@ApplicationScoped
public class StaffAdministration {
  private final DirectoryRepositories.StaffRepository staff;
  private final StaffChecks checks;
  private final RightRefusals refusals;
  private final Proposals proposals;
  private final CurrentActor current;
  private final StaffConfiguration limits;
  private final Ids ids;
  private final Clock clock;

  StaffAdministration(
      DirectoryRepositories.StaffRepository staff,
      StaffChecks checks,
      RightRefusals refusals,
      Proposals proposals,
      CurrentActor current,
      StaffConfiguration limits,
      Ids ids,
      Clock clock) {
    this.staff = staff;
    this.checks = checks;
    this.refusals = refusals;
    this.proposals = proposals;
    this.current = current;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Proposes a new colleague.
   *
   * @throws Problem invalid-input naming each field, or blocked by the separation of duties
   */
  @Transactional
  public ProposalId admit(NewColleague colleague, @Nullable String reason) {
    Actor actor = administrator();
    ActorId id = new ActorId(ids.next());
    StaffContent.Admission content = checks.admission(colleague, id);
    checks.separate(actor, actor.id(), "admit", colleague.roles());
    return proposals.propose(
        TwoPersonAct.ADMIT_STAFF, id.value(), null, content.bytes(), words(reason));
  }

  /**
   * Proposes a role, from the confirmation on.
   *
   * @param until its end, or null for a role that is held until it is taken
   */
  @Transactional
  public ProposalId grant(
      ActorId person, @Nullable Role role, @Nullable Instant until, @Nullable String reason) {
    Actor actor = administrator();
    StaffMember member = member(person);
    Role wanted = checks.staffRole(role);
    if (until != null && !until.isAfter(clock.instant())) {
      throw Problem.invalid("until", "staff_until_past");
    }
    notForThemselves(actor, person, "grant");
    checks.mayReceive(actor, member, "grant", wanted);
    return proposals.propose(
        TwoPersonAct.GRANT_ROLE,
        person.value(),
        person,
        new StaffContent.Right(wanted.key(), StaffContent.written(until)).bytes(),
        words(reason));
  }

  /**
   * Asks for a role for some hours: for oneself, or for anybody as an administrator.
   *
   * @param hours from the confirmation on; at most {@code chancery.staff.longest-elevation}
   */
  @Transactional
  public ProposalId elevate(
      ActorId person, @Nullable Role role, int hours, @Nullable String reason) {
    Actor actor = current.get();
    if (!actor.id().equals(person)) {
      administrator();
    }
    return forHours(
        TwoPersonAct.ELEVATE, "elevate", person, role, hours, limits.longestElevation(), reason);
  }

  /**
   * Asks for a role for oneself in an emergency; any colleague confirms. It gives a role and
   * nothing else: account data is still read under a grant or not at all.
   *
   * @param hours from the confirmation on; at most {@code chancery.staff.longest-emergency}
   */
  @Transactional
  public ProposalId breakGlass(@Nullable Role role, int hours, @Nullable String reason) {
    return forHours(
        TwoPersonAct.BREAK_GLASS,
        "break-glass",
        current.get().id(),
        role,
        hours,
        limits.longestEmergency(),
        reason);
  }

  /**
   * Proposes a later end of access; confirmed, it also ends leaver mode.
   *
   * @param until null for no end; a contractor always has one
   */
  @Transactional
  public ProposalId moveLater(ActorId person, @Nullable Instant until, @Nullable String reason) {
    Actor actor = administrator();
    StaffMember member = member(person);
    checks.laterEnd(member, until);
    notForThemselves(actor, person, "move-later");
    return proposals.propose(
        TwoPersonAct.MOVE_END_OF_ACCESS,
        person.value(),
        person,
        new StaffContent.Later(StaffContent.written(until)).bytes(),
        words(reason));
  }

  private ProposalId forHours(
      TwoPersonAct act,
      String code,
      ActorId person,
      @Nullable Role role,
      int hours,
      Duration longest,
      @Nullable String reason) {
    StaffMember member = member(person);
    Role wanted = checks.staffRole(role);
    if (hours < 1 || Duration.ofHours(hours).compareTo(longest) > 0) {
      throw Problem.invalid("hours", "staff_hours");
    }
    checks.mayReceive(current.get(), member, code, wanted);
    return proposals.propose(
        act,
        person.value(),
        person,
        new StaffContent.ForHours(wanted.key(), hours).bytes(),
        words(reason));
  }

  private void notForThemselves(Actor actor, ActorId person, String act) {
    if (actor.id().equals(person)) {
      throw refusals.refused(actor, person, act, "staff_own_rights");
    }
  }

  private Actor administrator() {
    Actor actor = current.get();
    if (!actor.is(Role.ADMINISTRATOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }

  private StaffMember member(ActorId person) {
    return staff
        .findByIdOptional(person.value())
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  /** The facade of proposals says what is wrong with a reason. */
  private static String words(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
