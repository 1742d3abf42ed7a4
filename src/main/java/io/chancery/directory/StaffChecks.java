package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before something about a person is proposed, asked again when it takes effect:
 * days lie between the two.
 */
@ApplicationScoped
class StaffChecks {
  /** What staff may hold. */
  static final Set<Role> STAFF_ROLES =
      EnumSet.of(
          Role.CLERK,
          Role.REVIEWER,
          Role.APPROVER,
          Role.CUSTODIAN,
          Role.RELEASER,
          Role.AUDITOR,
          Role.ADMINISTRATOR);

  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
  private static final Pattern MAIL =
      Pattern.compile("[^\\s@<>\"]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final int WORDS = 200;

  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final RightRefusals refusals;
  private final Clock clock;

  StaffChecks(
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      RightRefusals refusals,
      Clock clock) {
    this.staff = staff;
    this.grants = grants;
    this.refusals = refusals;
    this.clock = clock;
  }

  /** The proposal's content, or every field that is wrong. */
  StaffContent.Admission admission(NewColleague typed, ActorId id) {
    List<Problem.FieldError> errors = new ArrayList<>();
    String before = IdentityOrders.subjectBeforeInvitation(id);
    String subject = typed.subject().isBlank() ? before : typed.subject();
    if (!SUBJECT.matcher(subject).matches() || IdentityOrders.isBeforeInvitation(typed.subject())) {
      errors.add(new Problem.FieldError("subject", "staff_subject"));
    } else if (staff.bySubject(subject).isPresent()) {
      errors.add(new Problem.FieldError("subject", "staff_known"));
    }
    words(errors, "fullName", typed.fullName());
    words(errors, "title", typed.title());
    if (!MAIL.matcher(typed.mail()).matches()) {
      errors.add(new Problem.FieldError("mail", "staff_mail"));
    }
    Instant until = typed.accessUntil();
    if (typed.contractor() && until == null) {
      errors.add(new Problem.FieldError("accessUntil", "staff_contractor_end"));
    } else if (until != null && !until.isAfter(clock.instant())) {
      errors.add(new Problem.FieldError("accessUntil", "staff_until_past"));
    }
    if (typed.roles().isEmpty() || !STAFF_ROLES.containsAll(typed.roles())) {
      errors.add(new Problem.FieldError("roles", "staff_role"));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return new StaffContent.Admission(
        subject,
        typed.fullName().strip(),
        typed.title().strip(),
        typed.mail(),
        typed.contractor(),
        StaffContent.written(until),
        typed.roles().stream().map(Role::key).sorted().toList());
  }

  private static void words(List<Problem.FieldError> errors, String field, String typed) {
    if (typed.isBlank() || typed.strip().length() > WORDS) {
      errors.add(new Problem.FieldError(field, "staff_" + field));
    }
  }

  /** The role, if staff may hold it. */
  Role staffRole(@Nullable Role role) {
    if (role == null || !STAFF_ROLES.contains(role)) {
      throw Problem.invalid("role", "staff_role");
    }
    return role;
  }

  /** Whether these may be held together; a refusal is recorded about {@code person}. */
  void separate(Actor actor, ActorId person, String act, Collection<Role> together) {
    refuse(actor, person, act, SeparationOfDuties.objection(together));
  }

  /** Whether the member may hold {@code wanted} beside all they hold or will hold. */
  void mayReceive(Actor actor, StaffMember member, String act, Role wanted) {
    Instant now = clock.instant();
    ActorId person = new ActorId(member.id());
    if (!member.mayActAt(now)) {
      throw refusals.refused(actor, person, act, "staff_ended");
    }
    if (member.leavingAt(now)) {
      throw refusals.refused(actor, person, act, "staff_leaving");
    }
    Set<Role> held = held(member, now);
    if (held.contains(wanted)) {
      throw Problem.invalid("role", "staff_role_held");
    }
    refuse(actor, person, act, SeparationOfDuties.objection(held, wanted));
  }

  private void refuse(Actor actor, ActorId person, String act, Optional<String> rule) {
    rule.ifPresent(name -> {
      throw refusals.refused(actor, person, act, "duties_" + name);
    });
  }

  private Set<Role> held(StaffMember member, Instant now) {
    Set<String> keys =
        grants.standing(member.id(), now).stream()
            .map(RoleGrant::role)
            .collect(Collectors.toUnmodifiableSet());
    return Arrays.stream(Role.values())
        .filter(role -> keys.contains(role.key()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether {@code until} is a later end than the recorded one. */
  void laterEnd(StaffMember member, @Nullable Instant until) {
    if (until == null && member.contractor()) {
      throw Problem.invalid("until", "staff_contractor_end");
    }
    if (until != null && !until.isAfter(clock.instant())) {
      throw Problem.invalid("until", "staff_until_past");
    }
    Instant now = member.accessUntil();
    boolean later = now != null && (until == null || until.isAfter(now));
    if (!later && member.leaverFrom() == null) {
      throw Problem.invalid("until", "staff_until_not_later");
    }
  }

  /** Whether notice and last day fit each other and move no end later. */
  void leaving(StaffMember member, @Nullable Instant from, @Nullable Instant end) {
    if (from == null) {
      throw Problem.invalid("from", "staff_time");
    }
    if (end == null) {
      throw Problem.invalid("until", "staff_time");
    }
    if (!end.isAfter(from) || !end.isAfter(clock.instant())) {
      throw Problem.invalid("until", "staff_leaver_order");
    }
    Instant recorded = member.accessUntil();
    Instant noted = member.leaverFrom();
    if (recorded != null && end.isAfter(recorded) || noted != null && from.isAfter(noted)) {
      throw Problem.invalid("until", "staff_later_takes_two");
    }
  }

  /** Whether an absence has both ends and a colleague who is somebody else. */
  void absence(
      ActorId person, @Nullable Instant from, @Nullable Instant until, @Nullable ActorId delegate) {
    if ((from == null) != (until == null) || from != null && !from.isBefore(until)) {
      throw Problem.invalid("until", "staff_absence");
    }
    boolean known =
        delegate == null
            || !delegate.equals(person) && staff.findByIdOptional(delegate.value()).isPresent();
    if (!known || from == null && delegate != null) {
      throw Problem.invalid("delegate", "staff_delegate");
    }
  }
}
