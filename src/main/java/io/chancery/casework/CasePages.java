package io.chancery.casework;

import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One case: where it stands, what is asked, what was done, what the person can do now. */
@Path("/desk/cases/{reference}")
class CasePages {

  record one(
      PageChrome chrome,
      ActPage page,
      CaseView view,
      List<ClockWords.Panel> clocks,
      List<CasePart.Act> acts,
      List<CasePart.Table> parts,
      List<Timelines.Line> lines,
      List<Timelines.Line> looks)
      implements TemplateInstance {}

  private final CaseViews views;
  private final Timelines timelines;
  private final Acts forms;
  private final CurrentActor current;
  private final List<CasePart> parts;

  CasePages(
      CaseViews views,
      Timelines timelines,
      Acts forms,
      CurrentActor current,
      @Any Instance<CasePart> parts) {
    this.views = views;
    this.timelines = timelines;
    this.forms = forms;
    this.current = current;
    this.parts = parts.stream().sorted(Comparator.comparingInt(CasePart::place)).toList();
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response one(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    ActPage page = forms.open(headers, "cases", reference, null);
    PageChrome chrome = page.chrome();
    CaseView view = page.view();
    // Looking is on the record too, but it would bury what was done.
    Map<Boolean, List<Timelines.Line>> lines =
        DeskWords.named(chrome, timelines.of(reference, chrome.language())).stream()
            .collect(Collectors.partitioningBy(line -> line.event().equals("CaseViewed")));
    return Acts.answer(
        null,
        new one(
            chrome,
            page,
            view,
            ClockWords.panels(chrome, view, page.now()),
            parts.stream().flatMap(p -> p.acts(view, current.get(), chrome).stream()).toList(),
            parts.stream().flatMap(p -> p.tables(view, chrome).stream()).toList(),
            lines.getOrDefault(false, List.of()),
            lines.getOrDefault(true, List.of())));
  }
}
