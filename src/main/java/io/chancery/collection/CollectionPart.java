package io.chancery.collection;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.DeskWords;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The reading on the case's page: tasks, and what they read in numbers. */
@ApplicationScoped
class CollectionPart implements CasePart {
  private static final Set<CaseStatus> WITH_CUSTODIAN =
      Set.of(CaseStatus.APPROVED, CaseStatus.COLLECTING, CaseStatus.COLLECTED);

  private final CollectionViews shown;
  private final CaseViews views;

  CollectionPart(CollectionViews shown, CaseViews views) {
    this.shown = shown;
    this.views = views;
  }

  @Override
  public int place() {
    return 3;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<Table> tables = new ArrayList<>();
    List<CollectionViews.TaskView> tasks = shown.tasks(view.reference());
    if (!tasks.isEmpty()) {
      tables.add(tasks(tasks, chrome));
    }
    List<CollectionViews.ArtefactView> artefacts = shown.artefacts(view.reference());
    if (!artefacts.isEmpty()) {
      tables.add(counts(artefacts, chrome));
    }
    return tables;
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    boolean stores = views.preserves(view.id());
    boolean mine =
        stores
            ? view.status() == CaseStatus.IN_REVIEW || view.status() == CaseStatus.COLLECTING
            : WITH_CUSTODIAN.contains(view.status());
    if (!actor.is(Role.CUSTODIAN) || !mine) {
      return List.of();
    }
    return List.of(
        new Act(
            "/desk/collection/" + view.reference(),
            chrome.text(
                stores
                    ? "desk_go_snapshot"
                    : view.status() == CaseStatus.APPROVED
                        ? "desk_go_collect"
                        : "desk_go_collection")));
  }

  private static Table tasks(List<CollectionViews.TaskView> tasks, PageChrome chrome) {
    return new Table(
        chrome.text("desk_tasks"),
        List.of(chrome.text("desk_target"), chrome.text("desk_state"), chrome.text("desk_records")),
        tasks.stream()
            .map(task ->
                List.of(
                    chrome.filled("desk_target_number", task.target()),
                    chrome.text("desk_task_", task.status()),
                    task.rows() == null ? "–" : DeskWords.number(chrome, task.rows())))
            .toList());
  }

  /** Numbers by target and field group; names and content stay out of the case's page. */
  static Table counts(Collection<CollectionViews.ArtefactView> artefacts, PageChrome chrome) {
    Map<List<String>, List<CollectionViews.ArtefactView>> groups =
        artefacts.stream()
            .collect(
                Collectors.groupingBy(
                    a ->
                        List.of(
                            chrome.filled("desk_target_number", a.target()),
                            chrome.text("group_", a.group())),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return new Table(
        chrome.text("desk_artefacts"),
        List.of(
            chrome.text("desk_target"),
            chrome.text("desk_group"),
            chrome.text("desk_files"),
            chrome.text("desk_records"),
            chrome.text("desk_size")),
        groups.entrySet().stream()
            .map(group ->
                List.of(
                    group.getKey().getFirst(),
                    group.getKey().getLast(),
                    DeskWords.number(chrome, group.getValue().size()),
                    DeskWords.number(
                        chrome,
                        group.getValue().stream()
                            .mapToLong(CollectionViews.ArtefactView::rows)
                            .sum()),
                    chrome.size(
                        group.getValue().stream()
                            .mapToLong(CollectionViews.ArtefactView::bytes)
                            .sum())))
            .toList());
  }
}
