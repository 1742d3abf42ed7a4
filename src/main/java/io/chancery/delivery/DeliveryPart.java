package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The hand-overs on the case's page. */
@ApplicationScoped
class DeliveryPart implements CasePart {
  private final Deliveries deliveries;

  DeliveryPart(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public int place() {
    return 5;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<Deliveries.GrantView> grants = deliveries.grants(view.reference());
    return grants.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                chrome.text("desk_deliveries"),
                List.of(
                    chrome.text("desk_file"),
                    chrome.text("desk_state"),
                    chrome.text("desk_opens"),
                    chrome.text("desk_expires"),
                    chrome.text("desk_attempts"),
                    chrome.text("desk_sent"),
                    chrome.text("desk_receipt")),
                grants.stream()
                    .map(g ->
                        List.of(
                            g.fileName(),
                            chrome.text("desk_grant_", g.status()),
                            chrome.time(g.opensAt()),
                            chrome.time(g.expiresAt()),
                            g.attempts() + " / " + g.attemptsAllowed(),
                            chrome.size(g.sent()) + " / " + chrome.size(g.bytes()),
                            receipt(g, chrome)))
                    .toList()));
  }

  private static String receipt(Deliveries.GrantView grant, PageChrome chrome) {
    if (grant.receiptAt() == null) {
      return chrome.text("desk_none_yet");
    }
    String at = chrome.time(grant.receiptAt());
    return grant.receiptSignedBy() == null
        ? at
        : at + ", " + chrome.filled("receipt_signed_by", grant.receiptSignedBy());
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    String here = "/desk/release/" + view.reference();
    if (view.status() == CaseStatus.SEALED && actor.is(Role.RELEASER)) {
      return List.of(new Act(here, chrome.text("desk_go_release")));
    }
    boolean mayRecall =
        actor.is(Role.RELEASER) || actor.is(Role.REVIEWER) || actor.is(Role.APPROVER);
    return view.status() == CaseStatus.RELEASED && mayRecall
        ? List.of(new Act(here + "/recall", chrome.text("desk_go_recall")))
        : List.of();
  }
}
