package io.chancery.delivery;

import io.chancery.kernel.DownloadGrantId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Who was named beside the officer of a hand-over, and who was taken off again. */
@ApplicationScoped
class ColleagueRows {

  @ApplicationScoped
  static class ColleagueRepository implements PanacheRepositoryBase<Colleague, UUID> {}

  @ApplicationScoped
  static class EndRepository implements PanacheRepositoryBase<ColleagueEnd, UUID> {}

  private final ColleagueRepository colleagues;
  private final EndRepository ends;

  ColleagueRows(ColleagueRepository colleagues, EndRepository ends) {
    this.colleagues = colleagues;
    this.ends = ends;
  }

  void add(Colleague colleague) {
    colleagues.persistAndFlush(colleague);
  }

  void add(ColleagueEnd end) {
    ends.persistAndFlush(end);
  }

  /** Those who may fetch, in the order in which they were named. */
  List<Colleague> of(DownloadGrantId grant) {
    return colleagues.list(
        "grantId = ?1 and id not in (select e.colleagueId from ColleagueEnd e) order by at, id",
        grant.value());
  }
}
