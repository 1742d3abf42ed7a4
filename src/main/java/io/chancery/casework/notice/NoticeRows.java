package io.chancery.casework.notice;

import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The repositories of this room, side by side. */
final class NoticeRows {
  private static final String NEWEST =
      "not exists (select 1 from NoticeEvent l where l.noticeId = e.noticeId"
          + " and l.number > e.number)";

  private NoticeRows() {}

  @ApplicationScoped
  static class Orders implements PanacheRepositoryBase<NonDisclosureOrder, UUID> {
    List<NonDisclosureOrder> of(CaseId id) {
      return list("caseId = ?1 order by number", id.value());
    }
  }

  @ApplicationScoped
  static class Checks implements PanacheRepositoryBase<OrderCheck, UUID> {
    List<OrderCheck> of(CaseId id) {
      return list("caseId", id.value());
    }
  }

  @ApplicationScoped
  static class Ends implements PanacheRepositoryBase<OrderEnd, UUID> {
    List<OrderEnd> of(CaseId id) {
      return list("caseId", id.value());
    }
  }

  @ApplicationScoped
  static class Notices implements PanacheRepositoryBase<UserNotice, UUID> {
    List<UserNotice> of(CaseId id) {
      return list("caseId = ?1 order by target", id.value());
    }

    Optional<UserNotice> of(CaseId id, int target) {
      return find("caseId = ?1 and target = ?2", id.value(), target).firstResultOptional();
    }
  }

  @ApplicationScoped
  static class Events implements PanacheRepositoryBase<NoticeEvent, UUID> {
    List<NoticeEvent> of(UUID notice) {
      return list("noticeId = ?1 order by number", notice);
    }

    Optional<NoticeEvent> last(UUID notice) {
      return find("noticeId = ?1 order by number desc", notice).firstResultOptional();
    }

    /** The newest events that stand in one of these states, the oldest first. */
    List<NoticeEvent> standing(Set<NoticeState> states, int page, int size) {
      return find(
              "from NoticeEvent e where e.state in ?1 and " + NEWEST + " order by e.at, e.id",
              states)
          .page(Page.of(page, size))
          .list();
    }

    /** What waited for its day, or for an order of which none binds any more. */
    List<NoticeEvent> ripe(Instant now, int most) {
      return find(
              "from NoticeEvent e where "
                  + NEWEST
                  + " and (e.state = ?2 and e.dueAt <= ?1 or e.state = ?3"
                  // The instrument's own prohibition ends when somebody records it: Notices hears.
                  + " and e.detail <> ?4"
                  + " and not exists (select 1 from NonDisclosureOrder o where o.caseId = e.caseId"
                  + " and (o.endsAt is null or o.endsAt > ?1)"
                  + " and not exists (select 1 from OrderEnd n where n.caseId = o.caseId"
                  + " and n.number = o.number)"
                  + " and not exists (select 1 from OrderCheck c where c.caseId = o.caseId"
                  + " and c.number = o.number and not c.confirmed))) order by e.at, e.id",
              now,
              NoticeState.SCHEDULED,
              NoticeState.BLOCKED,
              NoticeRules.GAG)
          .page(Page.ofSize(most))
          .list();
    }
  }
}
