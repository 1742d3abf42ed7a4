package io.chancery.verification;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.casework.CasePart;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.directory.Officers;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The checks on the case's page. */
@ApplicationScoped
class VerificationPart implements CasePart {
  private final Verifications verifications;
  private final Staff staff;
  private final Officers officers;

  VerificationPart(Verifications verifications, Staff staff, Officers officers) {
    this.verifications = verifications;
    this.staff = staff;
    this.officers = officers;
  }

  @Override
  public int place() {
    return 1;
  }

  @Override
  public List<Table> tables(CaseView view, PageChrome chrome) {
    List<List<String>> rows =
        verifications.checks(view.reference()).stream()
            .map(check ->
                List.of(
                    chrome.text("check_", check.name()),
                    chrome.text("desk_check_", Objects.requireNonNullElse(check.outcome(), "OPEN")),
                    Objects.requireNonNullElse(check.evidence(), ""),
                    check.by() == null ? "" : nameOf(check.by())))
            .toList();
    return List.of(
        new Table(
            chrome.text("desk_checks"),
            List.of(
                chrome.text("desk_check"),
                chrome.text("desk_outcome"),
                chrome.text("desk_evidence"),
                chrome.text("desk_by")),
            rows));
  }

  @Override
  public List<Act> acts(CaseView view, Actor actor, PageChrome chrome) {
    List<Act> acts = new ArrayList<>();
    boolean author = actor.id().toString().equals(view.referredBy());
    if (view.status() == CaseStatus.SUBMITTED && actor.is(Role.CLERK) && !author) {
      acts.add(new Act("/desk/verification/" + view.reference(), chrome.text("desk_go_verify")));
    }
    Role with = view.status().actsNext();
    if (VerificationPages.REFUSABLE.contains(view.status()) && with != null && actor.is(with)) {
      acts.add(
          new Act(
              "/desk/verification/" + view.reference() + "/refuse", chrome.text("desk_go_refuse")));
    }
    return acts;
  }

  private String nameOf(String id) {
    ActorId person = ActorId.parse(id);
    return staff
        .find(person)
        .map(Staff.StaffView::fullName)
        .or(() -> officers.find(person).map(Officers.OfficerView::fullName))
        .orElse("");
  }
}
