package io.chancery.casework.clarification;

import io.chancery.access.Actor;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** The questions to the officer on the case's page. */
@ApplicationScoped
class ClarificationPart implements CasePart {
  private final Clarifications clarifications;

  ClarificationPart(Clarifications clarifications) {
    this.clarifications = clarifications;
  }

  @Override
  public int place() {
    return 1;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<Clarifications.Question> questions = clarifications.of(view.reference());
    return questions.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                chrome.text("clarification_title"),
                List.of(
                    chrome.text("clarification_question"),
                    chrome.text("clarification_asked"),
                    chrome.text("clarification_answer")),
                questions.stream()
                    .map(q ->
                        List.of(
                            q.number() + ". " + q.question(),
                            chrome.time(q.askedAt()),
                            q.answer() == null
                                ? chrome.text("clarification_how_", q.how())
                                : Objects.requireNonNull(q.answer())))
                    .toList()));
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    return clarifications.mayAsk(view)
        ? List.of(
            new Act(
                "/desk/clarifications/" + view.reference(), chrome.text("clarification_go_ask")))
        : List.of();
  }
}
