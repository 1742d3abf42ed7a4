package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recall, deletion and breaches on the case's page. */
@ApplicationScoped
class AfterReleasePart implements CasePart {
  private final Recalls recalls;
  private final Corrections corrections;
  private final Breaches breaches;
  private final Deliveries deliveries;

  AfterReleasePart(
      Recalls recalls, Corrections corrections, Breaches breaches, Deliveries deliveries) {
    this.recalls = recalls;
    this.corrections = corrections;
    this.breaches = breaches;
    this.deliveries = deliveries;
  }

  @Override
  public int place() {
    return 6;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<Table> tables = new ArrayList<>();
    recalls
        .of(view.reference())
        .ifPresent(recalled ->
            tables.add(
                new Table(
                    chrome.text("deletion_title"),
                    List.of(
                        chrome.text("deletion_reason"),
                        chrome.text("deletion_due"),
                        chrome.text("deletion_state")),
                    List.of(
                        List.of(
                            chrome.text("reason_", recalled.reason()),
                            chrome.time(recalled.dueAt()),
                            chrome.text("deletion_", recalled.state()))))));
    List<Breaches.View> reported = breaches.of(view.reference());
    if (!reported.isEmpty()) {
      tables.add(
          new Table(
              chrome.text("nav_breaches"),
              List.of(
                  chrome.text("breach_which"),
                  chrome.text("breach_what"),
                  chrome.text("breach_noticed"),
                  chrome.text("breach_side"),
                  chrome.text("breach_measures")),
              reported.stream()
                  .map(b ->
                      List.of(
                          b.production(),
                          chrome.text("breach_kind_", b.kind()),
                          chrome.date(b.noticedOn()),
                          chrome.text("breach_side_", b.side()),
                          b.words()))
                  .toList()));
    }
    return tables;
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    List<Deliveries.GrantView> grants = deliveries.grants(view.reference());
    if (grants.isEmpty()) {
      return List.of();
    }
    List<Act> acts = new ArrayList<>();
    Optional<Recalls.View> recalled = recalls.of(view.reference());
    boolean begun = grants.stream().anyMatch(grant -> grant.attempts() > 0);
    if (begun
        && recalled.filter(r -> !r.state().equals("met")).isEmpty()
        && (actor.is(Role.REVIEWER) || actor.is(Role.APPROVER))) {
      acts.add(act(view, chrome, Recalls.NOTICE));
    }
    if (actor.is(Role.CLERK) && recalled.filter(r -> r.state().equals("overdue")).isPresent()) {
      acts.add(act(view, chrome, Recalls.OVERDUE));
    }
    if ((actor.is(Role.CUSTODIAN) || actor.is(Role.APPROVER))
        && Corrections.FROM.contains(view.status())
        && !corrections.open(view.reference())) {
      acts.add(
          new Act(
              "/desk/corrections/" + view.reference() + "/" + Corrections.NEEDED,
              chrome.text("desk_reason_title_", Corrections.NEEDED)));
    }
    if (!actor.is(Role.AUDITOR)) {
      acts.add(new Act("/desk/breach/" + view.reference(), chrome.text("breach_title")));
    }
    return acts;
  }

  private static Act act(CaseView view, PageChrome chrome, String act) {
    return new Act(
        "/desk/recalled/" + view.reference() + "/" + act, chrome.text("desk_reason_title_", act));
  }
}
