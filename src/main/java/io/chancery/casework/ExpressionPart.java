package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The flag for expression, on the case's page. */
@ApplicationScoped
class ExpressionPart implements CasePart {
  private final ExpressionFlags flags;

  ExpressionPart(ExpressionFlags flags) {
    this.flags = flags;
  }

  @Override
  public int place() {
    return 8;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    return flags.of(view.reference()).map(flag -> List.of(table(flag, chrome))).orElse(List.of());
  }

  private static Table table(ExpressionFlags.View flag, PageChrome chrome) {
    return new Table(
        chrome.text("expression_title"),
        List.of(
            chrome.text("expression_reason"),
            chrome.text("expression_by"),
            chrome.text("expression_at")),
        List.of(
            List.of(
                chrome.text("expression_" + flag.reason()), flag.by(), chrome.time(flag.at()))));
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    boolean raises = actor.is(Role.CLERK) || actor.is(Role.REVIEWER) || actor.is(Role.APPROVER);
    return raises && ExpressionFlags.possible(view)
        ? List.of(new Act("/desk/expression/" + view.reference(), chrome.text("expression_go")))
        : List.of();
  }
}
