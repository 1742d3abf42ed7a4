package io.chancery.casework.conflict;

import io.chancery.access.Actor;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who is out of the case, on the case's page. */
@ApplicationScoped
class ConflictPart implements CasePart {
  private final Conflicts conflicts;

  ConflictPart(Conflicts conflicts) {
    this.conflicts = conflicts;
  }

  @Override
  public int place() {
    return 9;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<Conflicts.Declared> declared = conflicts.of(view.reference());
    return declared.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                chrome.text("conflict_title"),
                List.of(chrome.text("conflict_person"), chrome.text("conflict_at")),
                declared.stream().map(d -> List.of(d.person(), chrome.time(d.at()))).toList()));
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    return view.status().isFinal()
        ? List.of()
        : List.of(new Act("/desk/conflicts/" + view.reference(), chrome.text("conflict_go")));
  }
}
