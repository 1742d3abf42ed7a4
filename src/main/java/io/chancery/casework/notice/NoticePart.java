package io.chancery.casework.notice;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What account holders are told, on the case's page. */
@ApplicationScoped
class NoticePart implements CasePart {
  private final Notices notices;

  NoticePart(Notices notices) {
    this.notices = notices;
  }

  @Override
  public int place() {
    return 6;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<NoticeWords.Line> lines =
        notices.of(view.reference()).stream().map(n -> NoticeWords.line(chrome, n)).toList();
    return lines.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                chrome.text("notices_title"),
                List.of(
                    chrome.text("notices_account"),
                    chrome.text("notices_state"),
                    chrome.text("notices_more"),
                    chrome.text("notices_due")),
                lines.stream()
                    .map(line ->
                        List.of(
                            String.valueOf(line.target()), line.state(), line.more(), line.due()))
                    .toList()));
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    boolean reads =
        actor.is(Role.CLERK)
            || actor.is(Role.REVIEWER)
            || actor.is(Role.APPROVER)
            || actor.is(Role.RELEASER)
            || actor.is(Role.AUDITOR);
    return reads
        ? List.of(new Act("/desk/notices/" + view.reference(), chrome.text("notices_case")))
        : List.of();
  }
}
