package io.chancery.review;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.DeskWords;
import io.chancery.kernel.Period;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The decision on the case's page, asked and granted side by side. */
@ApplicationScoped
class ReviewPart implements CasePart {
  private final Approvals approvals;

  ReviewPart(Approvals approvals) {
    this.approvals = approvals;
  }

  @Override
  public int place() {
    return 2;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    return approvals
        .proposed(view.reference())
        .map(decision -> List.of(table(decision, chrome)))
        .orElse(List.of());
  }

  static Table table(DecisionView decision, PageChrome chrome) {
    boolean several =
        decision.items().stream().mapToInt(DecisionView.Item::target).max().orElse(1) > 1;
    return new Table(
        chrome.text("desk_decision"),
        List.of(
            chrome.text("desk_item"),
            chrome.text("desk_asked"),
            chrome.text("desk_outcome"),
            chrome.text("desk_granted"),
            chrome.text("desk_why")),
        decision.items().stream()
            .map(item ->
                List.of(
                    item.number()
                        + ". "
                        + chrome.text("group_", item.group().key())
                        + (several
                            ? " (" + chrome.filled("desk_target_number", item.target()) + ")"
                            : ""),
                    DeskWords.period(chrome, item.asked()),
                    chrome.text("outcome_", item.outcome()),
                    granted(item, chrome),
                    why(item, chrome)))
            .toList());
  }

  private static String granted(DecisionView.Item item, PageChrome chrome) {
    Period granted = item.granted();
    return granted == null
        ? chrome.text("desk_nothing")
        : DeskWords.period(chrome, granted) + chrome.onlyFields(item.fields());
  }

  private static String why(DecisionView.Item item, PageChrome chrome) {
    String reason = chrome.text("reason_", item.reason());
    return item.explanation().isEmpty() ? reason : reason + ": " + item.explanation();
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    List<Act> acts = new ArrayList<>();
    String approval = "/desk/approval/" + view.reference();
    if (view.status() == CaseStatus.IN_REVIEW && actor.is(Role.REVIEWER)) {
      acts.add(new Act("/desk/review/" + view.reference(), chrome.text("desk_go_review")));
      acts.add(
          new Act(
              "/desk/letters/" + view.reference() + "/objection",
              chrome.text("desk_go_objection")));
    }
    if (actor.is(Role.APPROVER)) {
      if (view.status() == CaseStatus.AWAITING_APPROVAL) {
        acts.add(new Act(approval, chrome.text("desk_go_approve")));
        acts.add(new Act(approval + "/send-back", chrome.text("desk_go_send-back")));
      }
      if (ApprovalPages.REOPEN.from().contains(view.status())) {
        acts.add(new Act(approval + "/reopen", chrome.text("desk_go_reopen")));
      }
    }
    if (ApprovalPages.STOP.from().contains(view.status())
        && (actor.is(Role.APPROVER) || actor.is(Role.REVIEWER))) {
      acts.add(new Act(approval + "/stop", chrome.text("desk_go_stop")));
    }
    return acts;
  }
}
