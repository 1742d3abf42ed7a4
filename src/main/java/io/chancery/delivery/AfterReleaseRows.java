package io.chancery.delivery;

import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Recalls, what became of them, and breaches. */
@ApplicationScoped
class AfterReleaseRows {

  @ApplicationScoped
  static class NoticeRepository implements PanacheRepositoryBase<RecallNotice, UUID> {}

  @ApplicationScoped
  static class EventRepository implements PanacheRepositoryBase<DeletionEvent, UUID> {}

  @ApplicationScoped
  static class BreachRepository implements PanacheRepositoryBase<BreachReport, UUID> {}

  private final NoticeRepository notices;
  private final EventRepository events;
  private final BreachRepository breaches;

  AfterReleaseRows(NoticeRepository notices, EventRepository events, BreachRepository breaches) {
    this.notices = notices;
    this.events = events;
    this.breaches = breaches;
  }

  void add(RecallNotice notice) {
    notices.persist(notice);
  }

  void add(DeletionEvent event) {
    events.persist(event);
  }

  void add(BreachReport breach) {
    breaches.persist(breach);
  }

  /** The newest recall of a case. */
  Optional<RecallNotice> notice(CaseId id) {
    return notices
        .find("caseId = ?1 order by issuedAt desc, id desc", id.value())
        .firstResultOptional();
  }

  List<DeletionEvent> events(RecallNotice notice) {
    return events.list("noticeId = ?1 order by at, id", notice.id());
  }

  /** What is due, and neither confirmed nor reminded of. */
  List<RecallNotice> toRemind(Instant now) {
    return notices.list("dueAt <= ?1 and id not in (select e.noticeId from DeletionEvent e)", now);
  }

  /** The breaches of a case, newest first. */
  List<BreachReport> breaches(CaseId id) {
    return breaches.list("caseId = ?1 order by reportedAt desc, id desc", id.value());
  }

  /** The newest breaches of all cases. */
  List<BreachReport> newestBreaches(int most) {
    return breaches.find("order by reportedAt desc, id desc").page(0, most).list();
  }

  /** Whether what a grant gives was recalled, or came into other hands, after it was given. */
  boolean withdrawn(DeliveryGrant grant) {
    return notice(grant.caseId()).filter(n -> !n.issuedAt().isBefore(grant.createdAt())).isPresent()
        || breaches(grant.caseId()).stream()
            .anyMatch(b ->
                b.production().equals(grant.production())
                    && !b.reportedAt().isBefore(grant.createdAt()));
  }

  /** Whether every recall of the case is confirmed to be deleted, or was taken up. */
  boolean settled(CaseId id) {
    return notices.count(
            "caseId = ?1 and id not in"
                + " (select e.noticeId from DeletionEvent e where e.kind <> 'REMINDED')",
            id.value())
        == 0;
  }
}
