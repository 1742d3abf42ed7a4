package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The productions on the case's page. */
@ApplicationScoped
class PackagingPart implements CasePart {
  private final PackageBuilder packages;

  PackagingPart(PackageBuilder packages) {
    this.packages = packages;
  }

  @Override
  public int place() {
    return 4;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<PackageBuilder.ProductionView> productions = packages.productions(view.reference());
    return productions.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                chrome.text("desk_productions"),
                List.of(
                    chrome.text("desk_number"),
                    chrome.text("desk_state"),
                    chrome.text("desk_ciphertext")),
                productions.stream()
                    .map(p ->
                        List.of(
                            Integer.toString(p.number()),
                            p.progress() == null
                                ? chrome.text("desk_production_", p.status())
                                : chrome.text("desk_production_", p.status())
                                    + ", "
                                    + chrome.size(p.progress().written())
                                    + " / "
                                    + chrome.size(p.progress().expected()),
                            p.ciphertext() == null ? "" : p.ciphertext().hex()))
                    .toList()));
  }

  /** What is issued again is sealed as it was; nothing is looked for or withheld any more. */
  private static List<Act> reissuing(CaseView view, Actor actor, PageChrome chrome) {
    List<Act> acts = new ArrayList<>();
    String here = "/desk/packaging/" + view.reference();
    if (actor.is(Role.CUSTODIAN)) {
      acts.add(
          view.status() == CaseStatus.COLLECTED
              ? new Act(here, chrome.text("desk_go_seal"))
              : new Act(here + "/void", chrome.text("desk_go_void")));
    }
    acts.add(
        new Act(
            "/desk/reissue/" + view.reference() + "/end-reissue",
            chrome.text("desk_reason_title_end-reissue")));
    return acts;
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    if (view.status() == CaseStatus.DELIVERED
        && (actor.is(Role.CUSTODIAN) || actor.is(Role.APPROVER))) {
      return List.of(new Act("/desk/reissue/" + view.reference(), chrome.text("desk_go_reissue")));
    }
    if (packages.reissuing(view) && (actor.is(Role.CUSTODIAN) || actor.is(Role.APPROVER))) {
      return reissuing(view, actor, chrome);
    }
    if (view.status() == CaseStatus.COLLECTED
        && (actor.is(Role.REVIEWER) || actor.is(Role.APPROVER))) {
      return List.of(
          new Act("/desk/exclusions/" + view.reference(), chrome.text("desk_go_exclusions")));
    }
    if (!actor.is(Role.CUSTODIAN)) {
      return List.of();
    }
    String here = "/desk/packaging/" + view.reference();
    return switch (view.status()) {
      case CaseStatus.COLLECTED ->
          List.of(
              new Act(here, chrome.text("desk_go_seal")),
              new Act("/desk/records/" + view.reference(), chrome.text("desk_go_records")));
      case CaseStatus.SEALED -> List.of(new Act(here + "/void", chrome.text("desk_go_void")));
      default -> List.of();
    };
  }
}
