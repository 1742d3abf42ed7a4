package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is recorded about the people of agencies. */
@ApplicationScoped
public class Officers {

  /** An officer as other packages see them. */
  public record OfficerView(ActorId id, AgencyId agency, String fullName, String mail) {}

  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.AgencyRepository agencies;
  private final OfficerConfiguration configuration;
  private final CustodyLedger ledger;
  private final Clock clock;

  Officers(
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.AgencyRepository agencies,
      OfficerConfiguration configuration,
      CustodyLedger ledger,
      Clock clock) {
    this.officers = officers;
    this.agencies = agencies;
    this.configuration = configuration;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The officer, if they are recorded. */
  public Optional<OfficerView> find(ActorId id) {
    return officers
        .findByIdOptional(id.value())
        .map(o -> new OfficerView(id, new AgencyId(o.agencyId()), o.fullName(), o.mail()));
  }

  /**
   * One request of the officer was verified out of band: their probation is over.
   *
   * @param by who verified it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void requestVerified(ActorId id, Actor by) {
    officers
        .findByIdOptional(id.value())
        .filter(Officer::onProbation)
        .ifPresent(officer -> {
          officer.requestVerified(clock.instant());
          ledger.append(new Subject.OfPerson(id), by, new HouseEvent.ProbationEnded());
        });
  }

  /** The agency's officers who may ask and receive now, by name; supervisors are none. */
  @Transactional
  public List<OfficerView> inStanding(AgencyId agency) {
    if (agencies.findByIdOptional(agency.value()).filter(a -> !a.suspended()).isEmpty()) {
      return List.of();
    }
    Instant lapsed = clock.instant().minus(configuration.lapse());
    return officers.of(agency.value()).stream()
        .filter(o -> !o.ended() && !o.lapsed(lapsed) && o.role().equals(Role.OFFICER.key()))
        .map(o -> new OfficerView(new ActorId(o.id()), agency, o.fullName(), o.mail()))
        .toList();
  }

  /** Whether the officer and their agency may ask and receive now. */
  public boolean inStanding(ActorId officer, AgencyId agency) {
    return officers
        .findByIdOptional(officer.value())
        .filter(o -> !o.ended() && o.agencyId().equals(agency.value()))
        .flatMap(o -> agencies.findByIdOptional(o.agencyId()))
        .filter(a -> !a.suspended())
        .isPresent();
  }
}
