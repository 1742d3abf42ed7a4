package io.chancery.directory;

import io.chancery.access.CurrentActor;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/**
 * What an officer and their agency may ask for now. A sign-in proves nothing alone: a new officer
 * is on probation, a day has its limits, and an agency that nobody has verified for too long waits.
 */
@ApplicationScoped
public class SubmissionRights {
  /** Over which submissions are counted. */
  public static final Duration DAY = Duration.ofHours(24);

  /**
   * What is about to be submitted.
   *
   * @param emergency whether the kind of instrument is an emergency's
   * @param content whether anything beyond non-content records is asked for
   * @param byOfficer requests of the officer within the last {@link #DAY}
   * @param byAgency requests of the agency within the last {@link #DAY}
   * @param debts processes owed by the agency after emergencies that are overdue
   */
  public record Asked(
      String regime,
      boolean emergency,
      boolean content,
      long byOfficer,
      long byAgency,
      long debts) {}

  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.AgencyRepository agencies;
  private final OfficerConfiguration configuration;
  private final RightRefusals refusals;
  private final CurrentActor current;
  private final Clock clock;

  SubmissionRights(
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.AgencyRepository agencies,
      OfficerConfiguration configuration,
      RightRefusals refusals,
      CurrentActor current,
      Clock clock) {
    this.officers = officers;
    this.agencies = agencies;
    this.configuration = configuration;
    this.refusals = refusals;
    this.current = current;
    this.clock = clock;
  }

  /**
   * Returns when the officer may submit this.
   *
   * @throws Problem blocked, with an entry, on probation and for an emergency while the process
   *     after earlier ones is overdue; blocked outside the agency's regimes, or when its
   *     verification is overdue; too-many above a day's limit, which processes that are owed lower
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void require(ActorId officerId, AgencyId agencyId, Asked asked) {
    // The locks make a day's limits exact: two submissions at one moment are counted one by one.
    Officer officer =
        officers
            .locked(officerId.value())
            .orElseThrow(() -> Problem.of(ProblemType.BLOCKED, "guard_NOT_IN_STANDING"));
    Agency agency =
        agencies
            .locked(agencyId.value())
            .orElseThrow(() -> Problem.of(ProblemType.BLOCKED, "guard_NOT_IN_STANDING"));
    if (agency.verificationOverdue(clock.instant().minus(configuration.verificationGrace()))) {
      throw Problem.of(ProblemType.BLOCKED, "agency_unverified");
    }
    if (!agency.mayUse(asked.regime())) {
      throw Problem.of(ProblemType.BLOCKED, "regime_not_yours");
    }
    if (officer.onProbation() && (asked.emergency() || asked.content())) {
      throw refused(officerId, asked.emergency() ? "probation_emergency" : "probation_content");
    }
    if (asked.emergency() && asked.debts() >= configuration.overdueFollowUps()) {
      throw refused(officerId, "emergency_debts");
    }
    if (asked.byOfficer() >= lowered(configuration.requestsADay(), asked.debts())) {
      throw Problem.of(ProblemType.TOO_MANY, "limit_officer");
    }
    if (asked.byAgency() >= lowered(configuration.requestsOfAnAgencyADay(), asked.debts())) {
      throw Problem.of(ProblemType.TOO_MANY, "limit_agency");
    }
  }

  /** A half with one process overdue, a third with two, and so on; never nothing. */
  private static long lowered(int limit, long debts) {
    return Math.max(1, limit / (1 + debts));
  }

  private Problem refused(ActorId officer, String code) {
    return refusals.refused(current.get(), officer, "submit", code);
  }
}
