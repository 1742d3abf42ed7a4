package io.chancery.review;

import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.DecidedItems;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.Facts.Fact;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The decisions of a case as they stand, and what the rules may know of them. */
@ApplicationScoped
class Decisions implements FactSource, DecidedItems {

  @ApplicationScoped
  static class DecisionRepository implements PanacheRepositoryBase<ReviewDecision, UUID> {
    List<ReviewDecision> newestAfter(UUID after, int most) {
      return find(
              "from ReviewDecision d where d.id > ?1 and d.inputs is not null and not exists (select 1"
                  + " from ReviewDecision n where n.caseId = d.caseId and n.proposedAt > d.proposedAt)"
                  + " order by d.id",
              after)
          .page(0, most)
          .list();
    }

    Optional<ReviewDecision> newest(CaseId id) {
      return find("caseId = ?1 order by proposedAt desc, id desc", id.value())
          .firstResultOptional();
    }
  }

  @ApplicationScoped
  static class ItemRepository implements PanacheRepositoryBase<ItemDecision, UUID> {
    List<ItemDecision> of(ReviewDecision decision) {
      return list("decisionId = ?1 order by item", decision.id().value());
    }
  }

  private final DecisionRepository decisions;
  private final ItemRepository items;
  private final CountRows counts;
  private final CaseViews views;

  Decisions(DecisionRepository decisions, ItemRepository items, CountRows counts, CaseViews views) {
    this.decisions = decisions;
    this.items = items;
    this.counts = counts;
    this.views = views;
  }

  void persist(ReviewDecision decision, List<ItemDecision> decided) {
    decisions.persist(decision);
    items.persist(decided);
  }

  Optional<ReviewDecision> newest(CaseId id) {
    return decisions.newest(id);
  }

  /** The newest decision of every case, by id, from the one after {@code after} on. */
  List<ReviewDecision> newestAfter(UUID after, int most) {
    return decisions.newestAfter(after, most);
  }

  List<ItemDecision> itemsOf(ReviewDecision decision) {
    return items.of(decision);
  }

  @Override
  public List<DecidedItems.Decided> decided(CaseId id) {
    return newest(id).map(this::itemsOf).orElse(List.of()).stream()
        .map(item ->
            new DecidedItems.Decided(
                item.item(),
                item.outcome().name(),
                item.granted(),
                item.fields().named(),
                item.reason()))
        .toList();
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    boolean concerns =
        step instanceof CaseStep.Propose
            || step instanceof CaseStep.Approve
            || step instanceof CaseStep.ThirdSign;
    Optional<ReviewDecision> newest = concerns ? newest(caseId) : Optional.empty();
    if (newest.isEmpty()) {
      return;
    }
    List<ItemDecision> decided = itemsOf(newest.get());
    Map<Integer, CaseView.ItemView> asked =
        views.of(caseId).targets().stream()
            .flatMap(t -> t.items().stream())
            .collect(Collectors.toMap(CaseView.ItemView::number, Function.identity()));
    if (newest.get().restsOn(counts.digest(caseId))) {
      facts.stands("decision", newest.get().digest());
    }
    facts
        .state(Fact.ITEMS_DECIDED, decided.size() == asked.size())
        .state(Fact.WITHIN_REACH, decided.stream().allMatch(d -> withinReach(d, asked)))
        .state(Fact.EVERY_ITEM_DENIED, decided.stream().allMatch(d -> d.outcome() == Outcome.DENY));
  }

  /** Asked again at every signature, from the rows: a page's check is not enough. */
  private static boolean withinReach(ItemDecision decided, Map<Integer, CaseView.ItemView> asked) {
    CaseView.ItemView item = asked.get(decided.item());
    if (item == null) {
      return false;
    }
    Period granted = decided.granted();
    return decided.outcome() == Outcome.DENY
        ? granted == null
        : granted != null
            && item.reached()
            && Fields.of(item.fields()).covers(decided.fields())
            && item.period().covers(granted);
  }
}
