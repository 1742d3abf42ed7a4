package io.chancery.casework.cost;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the case costs its agency, on the case's page. */
@ApplicationScoped
class CostPart implements CasePart {
  private final CostViews costs;

  CostPart(CostViews costs) {
    this.costs = costs;
  }

  @Override
  public int place() {
    return 7;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    CostViews.CostView seen = costs.of(view.reference());
    String waived = seen.waived();
    if (waived != null) {
      // Before anything could be charged, why it will not be is no news.
      return seen.billable()
          ? List.of(
              new Table(
                  chrome.text("cost_title"),
                  List.of(chrome.text("cost_waived"), chrome.text("cost_reason")),
                  List.of(
                      List.of(chrome.text("cost_nothing"), chrome.text("cost_waived_", waived)))))
          : List.of();
    }
    return seen.invoices().isEmpty()
        ? List.of()
        : List.of(
            new Table(
                chrome.text("cost_title"),
                List.of(
                    chrome.text("cost_invoice"), chrome.text("cost_sum"), chrome.text("cost_due")),
                seen.invoices().stream()
                    .map(i -> List.of(i.number(), i.sum(), chrome.date(i.dueOn())))
                    .toList()));
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    return actor.is(Role.CLERK) || actor.is(Role.REVIEWER) || actor.is(Role.APPROVER)
        ? List.of(new Act("/desk/costs/" + view.reference(), chrome.text("cost_go")))
        : List.of();
  }
}
