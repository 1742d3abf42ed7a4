package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Role;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.notification.Outbox;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What two people do about a person: what both see, and what happens when the second confirms. */
@ApplicationScoped
class StaffProposals implements ProposalHandler {
  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final StaffChecks checks;
  private final StaffAlarms alarms;
  private final IdentityOrders identities;
  private final CustodyLedger ledger;
  private final CurrentActor current;
  private final Ids ids;
  private final Clock clock;

  StaffProposals(
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      StaffChecks checks,
      StaffAlarms alarms,
      IdentityOrders identities,
      CustodyLedger ledger,
      CurrentActor current,
      Ids ids,
      Clock clock) {
    this.staff = staff;
    this.grants = grants;
    this.checks = checks;
    this.alarms = alarms;
    this.identities = identities;
    this.ledger = ledger;
    this.current = current;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(
        TwoPersonAct.ADMIT_STAFF,
        TwoPersonAct.GRANT_ROLE,
        TwoPersonAct.ELEVATE,
        TwoPersonAct.MOVE_END_OF_ACCESS,
        TwoPersonAct.BREAK_GLASS);
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    return switch (act) {
      case ADMIT_STAFF -> {
        var person = StaffContent.read(content, StaffContent.Admission.class);
        yield List.of(
            new Line("staff_fullName", person.fullName()),
            new Line("staff_title", person.title()),
            new Line("staff_mail", person.mail()),
            IdentityOrders.isBeforeInvitation(person.subject())
                ? new Line("staff_invitation", person.mail())
                : new Line("staff_subject", person.subject()),
            new Line("staff_contractor_code", Boolean.toString(person.contractor())),
            new Line("staff_accessUntil", end(person.accessUntil())),
            new Line("staff_role_codes", String.join(", ", person.roles())));
      }
      case GRANT_ROLE -> {
        var right = StaffContent.read(content, StaffContent.Right.class);
        yield List.of(
            person(object),
            new Line("staff_role_codes", right.role()),
            new Line("staff_until", end(right.until())));
      }
      case ELEVATE, BREAK_GLASS -> {
        var right = StaffContent.read(content, StaffContent.ForHours.class);
        yield List.of(
            person(object),
            new Line("staff_role_codes", right.role()),
            new Line("staff_hours", Integer.toString(right.hours())));
      }
      case MOVE_END_OF_ACCESS -> {
        var later = StaffContent.read(content, StaffContent.Later.class);
        yield List.of(person(object), new Line("staff_accessUntil", end(later.accessUntil())));
      }
      default -> throw new IllegalArgumentException("not an act on a person: " + act);
    };
  }

  @Override
  public void apply(Confirmed proposal) {
    switch (proposal.act()) {
      case ADMIT_STAFF -> admit(proposal);
      case GRANT_ROLE -> {
        var right = StaffContent.read(proposal.content(), StaffContent.Right.class);
        Instant until = StaffContent.time(right.until());
        if (until != null && !until.isAfter(clock.instant())) {
          throw Problem.of(ProblemType.BLOCKED, "staff_until_past");
        }
        receive(proposal, RoleGrant.Kind.STANDING, right.role(), until);
      }
      case ELEVATE -> {
        var right = StaffContent.read(proposal.content(), StaffContent.ForHours.class);
        receive(proposal, RoleGrant.Kind.ELEVATION, right.role(), in(right.hours()));
      }
      case BREAK_GLASS -> {
        var right = StaffContent.read(proposal.content(), StaffContent.ForHours.class);
        receive(proposal, RoleGrant.Kind.BREAK_GLASS, right.role(), in(right.hours()));
        alarms.tell(
            Outbox.Kind.BREAK_GLASS, new ActorId(proposal.object()), Role.AUDITOR, Role.APPROVER);
      }
      case MOVE_END_OF_ACCESS -> moveLater(proposal);
      default -> throw new IllegalArgumentException("not an act on a person");
    }
  }

  private void admit(Confirmed proposal) {
    var person = StaffContent.read(proposal.content(), StaffContent.Admission.class);
    Instant until = StaffContent.time(person.accessUntil());
    if (until != null && !until.isAfter(clock.instant())) {
      throw Problem.of(ProblemType.BLOCKED, "staff_until_past");
    }
    if (staff.bySubject(person.subject()).isPresent()) {
      throw Problem.of(ProblemType.BLOCKED, "staff_known");
    }
    ActorId id = new ActorId(proposal.object());
    Set<Role> roles = person.roles().stream().map(StaffProposals::role).collect(Collectors.toSet());
    checks.separate(current.get(), id, "admit", roles);
    staff.persistAndFlush(
        new StaffMember(
            id.value(),
            person.subject(),
            person.fullName(),
            person.title(),
            person.mail(),
            person.contractor(),
            until,
            clock.instant()));
    append(
        id, new HouseEvent.StaffAdmitted(proposal.id(), person.contractor(), StaffCodes.of(until)));
    for (String role : person.roles()) {
      give(proposal, RoleGrant.Kind.STANDING, role, null);
    }
    if (IdentityOrders.isBeforeInvitation(person.subject())) {
      identities.invite(IdentityProvider.Realm.STAFF, id, person.fullName(), person.mail());
    }
  }

  private void receive(
      Confirmed proposal, RoleGrant.Kind kind, String role, @Nullable Instant until) {
    checks.mayReceive(
        current.get(), member(proposal.object()), StaffCodes.of(proposal.act()), role(role));
    give(proposal, kind, role, until);
  }

  private void give(Confirmed proposal, RoleGrant.Kind kind, String role, @Nullable Instant until) {
    RoleGrant grant =
        new RoleGrant(
            ids.next(),
            proposal.object(),
            role,
            kind,
            proposal.reason(),
            clock.instant(),
            until,
            RoleGrant.Basis.PROPOSAL,
            proposal.id().value());
    grants.persist(grant);
    append(
        new ActorId(proposal.object()),
        new HouseEvent.RoleGranted(
            grant.id().toString(),
            role,
            StaffCodes.of(kind),
            StaffCodes.of(grant.validFrom()),
            StaffCodes.of(until),
            proposal.id()));
  }

  private void moveLater(Confirmed proposal) {
    var later = StaffContent.read(proposal.content(), StaffContent.Later.class);
    Instant until = StaffContent.time(later.accessUntil());
    StaffMember member = member(proposal.object());
    checks.laterEnd(member, until);
    ActorId id = new ActorId(proposal.object());
    if (!member.mayActAt(clock.instant())) {
      // The identity provider was told of the end.
      identities.order(IdentityOrders.Act.RESUME, IdentityProvider.Realm.STAFF, id);
    }
    member.accessUntil(until);
    member.leaverFrom(null);
    append(id, new HouseEvent.AccessMovedLater(StaffCodes.of(until), proposal.id()));
  }

  private Instant in(int hours) {
    return clock.instant().plus(Duration.ofHours(hours));
  }

  private void append(ActorId person, CustodyEvent event) {
    Actor actor = current.get();
    ledger.append(new Subject.OfPerson(person), actor, event);
  }

  private StaffMember member(UUID id) {
    return staff.findByIdOptional(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private Line person(UUID id) {
    StaffMember member = member(id);
    return new Line("staff_person", member.fullName() + ", " + member.title());
  }

  private static String end(@Nullable String written) {
    return written == null ? "–" : written;
  }

  private static Role role(String key) {
    return Arrays.stream(Role.values())
        .filter(role -> role.key().equals(key))
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.STALE));
  }
}
