package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What staff may note or record in any case that is not over. */
@ApplicationScoped
class LegalPart implements CasePart {
  private final LegalEvents events;

  LegalPart(LegalEvents events) {
    this.events = events;
  }

  @Override
  public int place() {
    return 8;
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    List<Act> acts = new ArrayList<>();
    boolean records = actor.is(Role.CLERK) || actor.is(Role.REVIEWER);
    if (records && !view.status().isFinal() && !events.known(view.reference()).isEmpty()) {
      acts.add(new Act("/desk/events/" + view.reference(), chrome.text("event_go")));
    }
    return acts;
  }
}
