package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Supplements and corrections on the case's page. */
@ApplicationScoped
class CaseLinkPart implements CasePart {
  private final CaseLinks links;

  CaseLinkPart(CaseLinks links) {
    this.links = links;
  }

  @Override
  public int place() {
    return 10;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<CaseLinks.Link> found = links.of(view.id());
    return found.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                chrome.text("case_link_title"),
                List.of(
                    chrome.text("case_link_reference"),
                    chrome.text("case_link_relation"),
                    chrome.text("case_link_at")),
                found.stream()
                    .map(l -> List.of(l.reference(), words(chrome, l), chrome.time(l.at())))
                    .toList()));
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    return links.of(view.id()).stream()
        .map(l -> new Act("/desk/cases/" + l.reference(), words(chrome, l) + ": " + l.reference()))
        .toList();
  }

  private static String words(PageChrome chrome, CaseLinks.Link link) {
    return chrome.text(link.later() ? "case_link_later_" : "case_link_earlier_", link.relation());
  }
}
