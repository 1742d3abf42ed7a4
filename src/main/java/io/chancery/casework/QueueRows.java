package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cases in the order of a list, from a place on: each is a walk over an index. */
@ApplicationScoped
class QueueRows implements PanacheRepositoryBase<DisclosureCase, UUID> {
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
  private static final String OLDER =
      " and receivedAt <= :at and (receivedAt < :at or reference < :reference)"
          + " order by receivedAt desc, reference desc";

  /** Where a part begins: behind this time and reference. */
  record Place(Instant at, String reference) {
    /** Before everything that waits. */
    static final Place FIRST = new Place(Instant.parse("1000-01-01T00:00:00Z"), "");

    /** Behind everything that was received. */
    static final Place LAST = new Place(NEVER, "");
  }

  List<DisclosureCase> waiting(
      CaseStatus status, CaseQueue.Filter filter, ActorId me, Place after, int most) {
    StringBuilder query =
        new StringBuilder(
            "status = :status and queueAt >= :at"
                + " and (queueAt > :at or reference > :reference)");
    Parameters values =
        Parameters.with("status", status).and("at", after.at()).and("reference", after.reference());
    if (filter.regime() != null) {
      query.append(" and regime = :regime");
      values.and("regime", filter.regime());
    }
    if (filter.kind() != null) {
      query.append(" and kind = :kind");
      values.and("kind", filter.kind());
    }
    if (filter.whose() == CaseQueue.Whose.MINE) {
      query.append(" and assignedTo = :me");
      values.and("me", me.value());
    } else if (filter.whose() == CaseQueue.Whose.NOBODYS) {
      query.append(" and assignedTo is null");
    }
    query.append(" order by queueAt, reference");
    return find(query.toString(), values).page(0, most).list();
  }

  /** Cases of one person, or nobody, in one status. */
  record Load(
      @Nullable UUID person,
      CaseStatus status,
      long cases,
      long emergencies,
      long late,
      @Nullable Instant dueAt) {}

  List<Load> loads(List<CaseStatus> statuses, Instant now) {
    return getEntityManager()
        .createQuery(
            "select c.assignedTo, c.status, count(c), sum(case when c.emergency then 1L else 0L end),"
                + " sum(case when c.nextClockAt < :now then 1L else 0L end), min(c.nextClockAt)"
                + " from DisclosureCase c where c.status in :statuses group by c.assignedTo, c.status",
            Load.class)
        .setParameter("now", now)
        .setParameter("statuses", statuses)
        .getResultList();
  }

  List<DisclosureCase> withReference(String reference) {
    return list("reference", reference);
  }

  List<DisclosureCase> withDocket(String docket, Place before, int most) {
    return find(
            "id in (select i.caseId from LegalInstrument i where i.docketKey = lower(:docket))"
                + OLDER,
            from(before).and("docket", docket))
        .page(0, most)
        .list();
  }

  List<DisclosureCase> ofAgencies(List<AgencyId> agencies, Place before, int most) {
    return find(
            "agencyId in :agencies" + OLDER,
            from(before).and("agencies", agencies.stream().map(AgencyId::value).toList()))
        .page(0, most)
        .list();
  }

  List<DisclosureCase> withIdentifier(List<String> hashes, Place before, int most) {
    return find(
            "id in (select t.caseId from Target t where t.identifierHash in :hashes)" + OLDER,
            from(before).and("hashes", hashes))
        .page(0, most)
        .list();
  }

  private static Parameters from(Place before) {
    return Parameters.with("at", before.at()).and("reference", before.reference());
  }
}
