package io.chancery.casework;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Search for cases. What is typed may be somebody's identifier: it travels in the body of a form,
 * never in an address, and the answer is the page itself.
 */
@Path("/desk/search")
class SearchPages {

  record search(
      PageChrome chrome,
      FormErrors errors,
      List<Option> options,
      String by,
      String words,
      @Nullable List<DeskPages.Line> lines,
      @Nullable String next)
      implements TemplateInstance {}

  private final CaseQueue queue;
  private final Acts forms;
  private final PageChromes chromes;
  private final Clock clock;

  SearchPages(CaseQueue queue, Acts forms, PageChromes chromes, Clock clock) {
    this.queue = queue;
    this.forms = forms;
    this.chromes = chromes;
    this.clock = clock;
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
  public Response form(@Context HttpHeaders headers) {
    return page(chromes.of(headers, ""), null, CaseQueue.By.REFERENCE, "", null);
  }

  @POST
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public Response find(
      @Context HttpHeaders headers,
      @FormParam("by") @Nullable String by,
      @FormParam("words") @Nullable String typed,
      @FormParam("after") @Nullable String after) {
    PageChrome chrome = chromes.of(headers, "");
    String words = Objects.requireNonNullElse(typed, "");
    CaseQueue.By chosen =
        Arrays.stream(CaseQueue.By.values())
            .filter(b -> b.name().equals(by))
            .findFirst()
            .orElse(CaseQueue.By.REFERENCE);
    CaseQueue.Part[] found = new CaseQueue.Part[1];
    Optional<Problem> problem = forms.done(() -> found[0] = queue.search(chosen, words, after));
    return page(chrome, problem.orElse(null), chosen, words, found[0]);
  }

  private Response page(
      PageChrome chrome,
      @Nullable Problem problem,
      CaseQueue.By by,
      String words,
      CaseQueue.@Nullable Part found) {
    return Acts.answer(
        problem,
        new search(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            Option.of(
                chrome,
                "search_by_",
                Arrays.stream(CaseQueue.By.values()).map(Enum::name).toList(),
                Set.of(by.name())),
            by.name(),
            words,
            found == null
                ? null
                : found.entries().stream()
                    .map(entry -> DeskPages.line(chrome, entry, clock.instant()))
                    .toList(),
            found == null ? null : found.next()));
  }
}
