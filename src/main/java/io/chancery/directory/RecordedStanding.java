package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.access.Standing;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Standing as recorded here and now; the identity provider's word is not enough. */
@ApplicationScoped
class RecordedStanding implements Standing {
  /** Standing is asked at every request; one write an hour tells enough. */
  private static final Duration SEEN_AGAIN = Duration.ofHours(1);

  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.StaffRepository staff;
  private final StaffStanding members;
  private final SignInRefusals refusals;
  private final OfficerConfiguration configuration;
  private final Clock clock;

  RecordedStanding(
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.StaffRepository staff,
      StaffStanding members,
      SignInRefusals refusals,
      OfficerConfiguration configuration,
      Clock clock) {
    this.officers = officers;
    this.agencies = agencies;
    this.staff = staff;
    this.members = members;
    this.refusals = refusals;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Optional<Actor> actor(String realm, String subject, String authentication) {
    return switch (realm) {
      case "staff" -> staff.bySubject(subject).flatMap(m -> members.actor(m, authentication));
      case "agency" ->
          officers
              .bySubject(subject)
              .flatMap(o -> officerActor(o, authentication))
              .or(() -> agencies.byClient(subject).flatMap(a -> systemActor(a, authentication)));
      default -> Optional.empty();
    };
  }

  @Override
  public String nameOf(ActorId id) {
    return staff
        .findByIdOptional(id.value())
        .map(StaffMember::fullName)
        .or(() -> officers.findByIdOptional(id.value()).map(Officer::fullName))
        .orElse("–");
  }

  @Transactional
  Optional<Actor> staffMember(ActorId id) {
    return staff.findByIdOptional(id.value()).flatMap(m -> members.actor(m, "internal"));
  }

  private Optional<Actor> officerActor(Officer officer, String authentication) {
    boolean suspended =
        agencies.findByIdOptional(officer.agencyId()).filter(a -> !a.suspended()).isEmpty();
    Instant now = clock.instant();
    boolean lapsed = officer.lapsed(now.minus(configuration.lapse()));
    if (officer.ended() || suspended || lapsed) {
      refusals.record(
          new ActorId(officer.id()),
          Actor.Kind.OFFICER,
          officer.ended() ? "access-ended" : suspended ? "agency-suspended" : "account-lapsed");
      return Optional.empty();
    }
    if (!officer.seenSince(now.minus(SEEN_AGAIN))) {
      officers.seen(officer.id(), now);
    }
    Role role = officer.role().equals(Role.SUPERVISOR.key()) ? Role.SUPERVISOR : Role.OFFICER;
    return Optional.of(
        new Actor(
            new ActorId(officer.id()),
            Actor.Kind.OFFICER,
            Set.of(role),
            new AgencyId(officer.agencyId()),
            officer.fullName(),
            authentication));
  }

  private Optional<Actor> systemActor(Agency agency, String authentication) {
    if (agency.suspended()) {
      refusals.record(new ActorId(agency.id()), Actor.Kind.SYSTEM, "agency-suspended");
      return Optional.empty();
    }
    return Optional.of(
        new Actor(
            new ActorId(agency.id()),
            Actor.Kind.SYSTEM,
            Set.of(Role.AGENCY_SYSTEM),
            new AgencyId(agency.id()),
            agency.name(),
            authentication));
  }
}
