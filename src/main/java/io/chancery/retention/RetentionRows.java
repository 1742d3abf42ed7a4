package io.chancery.retention;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProposalId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Planned acts, and what is kept of cases that are over. */
@ApplicationScoped
class RetentionRows {

  @ApplicationScoped
  static class Plans implements PanacheRepositoryBase<PlannedAct, UUID> {}

  @ApplicationScoped
  static class Ends implements PanacheRepositoryBase<PlannedActEnd, UUID> {}

  /** A case of which something is still kept although it is over. */
  record Due(String reference, String kind, boolean stores, Instant endedAt) {}

  /** When a case was delivered or ended, which it is now; null when it goes on. */
  private static final String ENDED =
      """
      (select max(s.at) from step_taken s where s.case_id = c.id and s.to_status <> s.from_status
          and (s.to_status in ('DELIVERED', 'REFUSED', 'WITHDRAWN')
               or (s.to_status = 'CLOSED' and s.from_status = 'PRESERVED')))\
      """;

  private static final String KEPT =
      """
      case when exists (select 1 from preservation p where p.case_id = c.id)
           then exists (select 1 from preservation p where p.case_id = c.id and p.identity is not null)
           else (exists (select 1 from production r where r.case_id = c.id and r.vault_key is not null)
                 or exists (select 1 from collected_artefact a where a.case_id = c.id))
                and not exists (select 1 from planned_act q join planned_act_end e on e.proposal_id = q.proposal_id
                                 where q.case_id = c.id and q.what = 'PRODUCTION' and e.how = 'DONE') end\
      """;

  private static final String STORES =
      "exists (select 1 from preservation p where p.case_id = c.id)";

  private static final String STOPPED =
      """
      exists (select 1 from suspension u where u.case_id = c.id
               and not exists (select 1 from suspension_end x where x.suspension_id = u.id))\
      """;

  private final Plans plans;
  private final Ends ends;
  private final EntityManager database;

  RetentionRows(Plans plans, Ends ends, EntityManager database) {
    this.plans = plans;
    this.ends = ends;
    this.database = database;
  }

  void add(PlannedAct act) {
    plans.persist(act);
    plans.flush();
  }

  void add(PlannedActEnd end) {
    ends.persist(end);
    ends.flush();
  }

  /** What was agreed on and neither happened nor was stopped, by its time. */
  List<PlannedAct> open() {
    return plans.list(
        "from PlannedAct p where not exists (select 1 from PlannedActEnd e where e.proposalId ="
            + " p.proposalId) order by p.runsAt");
  }

  Optional<PlannedAct> open(CaseId id) {
    return open().stream().filter(act -> act.caseId().equals(id)).findFirst();
  }

  Optional<PlannedAct> open(ProposalId proposal) {
    return plans
        .findByIdOptional(proposal.value())
        .filter(act -> ends.findByIdOptional(proposal.value()).isEmpty());
  }

  /** The case as the rules want it. */
  Undertaking.Kept kept(CaseId id) {
    Object[] row =
        (Object[])
            database
                .createNativeQuery(
                    "select c.status, "
                        + STORES
                        + ", "
                        + KEPT
                        + ", "
                        + STOPPED
                        + ", "
                        + ENDED
                        + " from disclosure_case c where c.id = :id")
                .setParameter("id", id.value())
                .getSingleResult();
    boolean over = List.of("DELIVERED", "CLOSED", "REFUSED", "WITHDRAWN").contains(row[0]);
    return new Undertaking.Kept(
        (String) row[0],
        (Boolean) row[1],
        (Boolean) row[2],
        (Boolean) row[3],
        over ? (Instant) row[4] : null);
  }

  /**
   * Cases of which something may be erased: at once for a snapshot, else what ended before {@code
   * before}; the longest first.
   */
  List<Due> due(Instant before) {
    @SuppressWarnings("unchecked")
    List<Object[]> rows =
        database
            .createNativeQuery(
                "select d.reference, d.kind, d.stores, d.ended from (select c.reference, c.kind, "
                    + STORES
                    + " as stores, "
                    + ENDED
                    + " as ended from disclosure_case c where c.status in ('DELIVERED', 'CLOSED',"
                    + " 'REFUSED', 'WITHDRAWN') and "
                    + KEPT
                    + " and not "
                    + STOPPED
                    + ") d where d.ended is not null and (d.stores or d.ended <= :before)"
                    + " order by d.ended")
            .setParameter("before", before)
            .setMaxResults(200)
            .getResultList();
    return rows.stream()
        .map(r -> new Due((String) r[0], (String) r[1], (Boolean) r[2], (Instant) r[3]))
        .toList();
  }
}
