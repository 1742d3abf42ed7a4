package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is particular to an emergency on the case's page: its test, and the process owed after. */
@ApplicationScoped
class EmergencyPart implements CasePart {
  private final Emergencies emergencies;
  private final Obligations obligations;

  EmergencyPart(Emergencies emergencies, Obligations obligations) {
    this.emergencies = emergencies;
    this.obligations = obligations;
  }

  @Override
  public int place() {
    return 0;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<Table> tables = new ArrayList<>();
    emergencies.table(view, chrome).ifPresent(tables::add);
    Map<String, String> details = emergencies.details(view.reference());
    if (!details.isEmpty()) {
      tables.add(
          new Table(
              chrome.text("statement_title"),
              List.of(chrome.text("test_part"), chrome.text("test_said")),
              details.entrySet().stream()
                  .map(said -> List.of(chrome.text("condition_", said.getKey()), said.getValue()))
                  .toList()));
    }
    obligations
        .of(view.reference())
        .ifPresent(owed ->
            tables.add(
                new Table(
                    chrome.text("obligation_title"),
                    List.of(
                        chrome.text("obligation_due"),
                        chrome.text("obligation_state"),
                        chrome.text("obligation_law")),
                    List.of(
                        List.of(
                            chrome.time(owed.dueAt()),
                            owed.followUp() == null
                                ? chrome.text("obligation_", owed.state())
                                : chrome.filled("obligation_met_by", owed.followUp()),
                            owed.citation())))));
    return tables;
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    Optional<Obligations.View> owed = obligations.of(view.reference());
    return actor.is(Role.CLERK) && owed.filter(o -> o.state().equals("overdue")).isPresent()
        ? List.of(
            new Act("/desk/obligations/" + view.reference(), chrome.text("obligation_escalate")))
        : List.of();
  }
}
