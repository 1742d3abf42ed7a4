package io.chancery.review;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** What was counted for a case's targets. */
@ApplicationScoped
class CountRows {

  @ApplicationScoped
  static class CountRepository implements PanacheRepositoryBase<TargetCount, UUID> {}

  @ApplicationScoped
  static class LinkRepository implements PanacheRepositoryBase<LinkedAccount, UUID> {}

  private final CountRepository counts;
  private final LinkRepository links;

  CountRows(CountRepository counts, LinkRepository links) {
    this.counts = counts;
    this.links = links;
  }

  void add(TargetCount count, List<LinkedAccount> linked) {
    counts.persist(count);
    links.persist(linked);
  }

  /** The newest count of each target, by target. */
  List<TargetCount> newest(CaseId id) {
    TreeMap<Integer, TargetCount> newest = new TreeMap<>();
    counts
        .list("caseId = ?1 order by countedAt, id", id.value())
        .forEach(count -> newest.put(count.target(), count));
    return List.copyOf(newest.values());
  }

  /** What was linked with a count, in a stable order. */
  List<LinkedAccount> linked(TargetCount count) {
    return links.list("countId = ?1 order by hint, accountHash", count.id());
  }

  /** Digest over everything that is shown of the newest counts: what a decision rests on. */
  Sha256 digest(CaseId id) {
    StringBuilder text = new StringBuilder("chancery counts v1\n");
    for (TargetCount count : newest(id)) {
      text.append(count.target()).append(' ').append(count.digest()).append('\n');
      for (LinkedAccount link : linked(count)) {
        text.append(link.hint()).append(' ').append(link.accountHash()).append(' ');
        text.append(Sha256.hash(link.evidence())).append(' ');
        text.append(Sha256.hash(link.accountSealed())).append('\n');
      }
    }
    return Sha256.hash(text.toString());
  }
}
