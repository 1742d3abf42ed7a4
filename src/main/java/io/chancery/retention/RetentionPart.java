package io.chancery.retention;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What can be lifted or erased, on the case's page. */
@ApplicationScoped
class RetentionPart implements CasePart {
  private final Purges purges;

  RetentionPart(Purges purges) {
    this.purges = purges;
  }

  @Override
  public int place() {
    return 10;
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    if (!actor.is(Role.CUSTODIAN) && !actor.is(Role.APPROVER)) {
      return List.of();
    }
    Purges.CaseKeeping keeping = purges.of(view.reference());
    return keeping.what() == null && keeping.planned() == null
        ? List.of()
        : List.of(new Act("/desk/retention/" + view.reference(), chrome.text("retention_go")));
  }
}
