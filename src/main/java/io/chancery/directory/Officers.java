package io.chancery.directory;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What is recorded about the people of agencies. */
@ApplicationScoped
public class Officers {

  /** An officer as other packages see them. */
  public record OfficerView(ActorId id, AgencyId agency, String fullName, String mail) {}

  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.AgencyRepository agencies;

  Officers(
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.AgencyRepository agencies) {
    this.officers = officers;
    this.agencies = agencies;
  }

  /** The officer, if they are recorded. */
  public Optional<OfficerView> find(ActorId id) {
    return officers
        .findByIdOptional(id.value())
        .map(o -> new OfficerView(id, new AgencyId(o.agencyId()), o.fullName(), o.mail()));
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
