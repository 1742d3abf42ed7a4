package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.platform.PageChrome;
import java.util.List;

/**
 * What a stage shows on the case's page and lets a person do there. The case knows no stage, so
 * each contributes its own part.
 */
public interface CasePart {

  /** A link to the page of an act. */
  record Act(String href, String text) {}

  /** Rows under a heading; the first cell names its row. */
  record Table(String title, List<String> columns, List<List<String>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Where the part stands on the page: stages in path order. */
  int place();

  /** The part's tables; a stage that has not begun shows none. */
  default List<Table> tables(CaseView view, PageChrome chrome) {
    return List.of();
  }

  /** What the person could do now; whether they may is judged when they do it. */
  List<Act> acts(CaseView view, Actor actor, PageChrome chrome);
}
