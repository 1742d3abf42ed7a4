package io.chancery.casework.preservation;

import io.chancery.access.Actor;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** The term of a preservation on the case's page; never what it holds, nor whether it does. */
@ApplicationScoped
class PreservationPart implements CasePart {
  private final Preservations preservations;

  PreservationPart(Preservations preservations) {
    this.preservations = preservations;
  }

  @Override
  public int place() {
    return 4;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    return preservations
        .term(view.reference())
        .map(term ->
            List.of(
                new Table(
                    chrome.text("preservation_title"),
                    List.of(
                        chrome.text("preservation_until"),
                        chrome.text("preservation_renewable"),
                        chrome.text("preservation_key")),
                    List.of(
                        List.of(
                            moment(chrome, term.until()),
                            moment(chrome, term.renewable()),
                            preservations
                                .keyed(view.id())
                                .map(keyed ->
                                    chrome.text(
                                        keyed ? "preservation_keyed" : "preservation_unkeyed"))
                                .orElse("–"))))))
        .orElse(List.of());
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    return List.of();
  }

  private static String moment(
      PageChrome chrome, @org.jspecify.annotations.Nullable Instant moment) {
    return moment == null ? "–" : chrome.time(moment);
  }
}
