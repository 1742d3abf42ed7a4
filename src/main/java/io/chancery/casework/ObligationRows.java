package io.chancery.casework;

import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of obligations, and when one begins. */
@ApplicationScoped
class ObligationRows implements PanacheRepositoryBase<Obligation, UUID> {

  @ApplicationScoped
  static class Ends implements PanacheRepositoryBase<ObligationEnd, UUID> {
    List<ObligationEnd> of(CaseId id) {
      return list("caseId = ?1 order by endedAt, id", id.value());
    }
  }

  private final PolicyPacks packs;

  ObligationRows(PolicyPacks packs) {
    this.packs = packs;
  }

  /**
   * Begins the obligation that the case's pack attaches to a release.
   *
   * @return when it falls due; empty when there is none, or it has begun with an earlier release
   */
  Optional<Instant> begin(DisclosureCase row, Instant now) {
    PolicyPack.FollowUpRule rule =
        packs
            .required(row.regime(), row.packVersion())
            .row(row.kind())
            .map(PolicyPack.Row::followUp)
            .orElse(null);
    if (rule == null || findByIdOptional(row.id().value()).isPresent()) {
      return Optional.empty();
    }
    Instant due = now.plus(Duration.ofDays(rule.days()));
    persist(new Obligation(row, due, rule.citation(), now));
    return Optional.of(due);
  }

  /** Whether nothing is owed for the case that was neither brought nor chased. */
  boolean settled(CaseId id) {
    return count("caseId = ?1 and caseId not in (select e.caseId from ObligationEnd e)", id.value())
        == 0;
  }

  /** How many obligations of the agency are overdue and have not been met. */
  long overdue(AgencyId agency, Instant now) {
    return count(
        "agencyId = ?1 and dueAt < ?2 and caseId not in"
            + " (select e.caseId from ObligationEnd e where e.how = 'MET')",
        agency.value(),
        now);
  }
}
