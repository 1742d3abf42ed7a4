package io.chancery.casework.suspension;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Suspensions on the case's page. */
@ApplicationScoped
class SuspensionPart implements CasePart {
  private final Suspensions suspensions;

  SuspensionPart(Suspensions suspensions) {
    this.suspensions = suspensions;
  }

  @Override
  public int place() {
    return 1;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<Suspensions.View> all = suspensions.of(view.reference());
    return all.isEmpty() ? List.of() : List.of(table(all, chrome));
  }

  static Table table(List<Suspensions.View> all, PageChrome chrome) {
    return new Table(
        chrome.text("suspension_title"),
        List.of(
            chrome.text("suspension_ground"),
            chrome.text("suspension_before"),
            chrome.text("suspension_filed"),
            chrome.text("suspension_until"),
            chrome.text("suspension_state")),
        all.stream()
            .map(s ->
                List.of(
                    s.number() + ". " + chrome.text("suspension_", s.filing().ground()),
                    s.filing().authority() + ", " + s.filing().docket(),
                    chrome.date(s.filing().filedOn()),
                    s.filing().until() == null
                        ? chrome.text("suspension_open_end")
                        : chrome.date(s.filing().until()),
                    s.outcome() == null || s.endedAt() == null
                        ? chrome.text("suspension_lasts")
                        : chrome.text("suspension_outcome_", s.outcome())
                            + ", "
                            + chrome.time(s.endedAt())))
            .toList());
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    boolean over = view.status().isFinal() || view.status() == CaseStatus.DELIVERED;
    return !over && (actor.is(Role.REVIEWER) || actor.is(Role.APPROVER))
        ? List.of(new Act("/desk/suspensions/" + view.reference(), chrome.text("suspension_go")))
        : List.of();
  }
}
