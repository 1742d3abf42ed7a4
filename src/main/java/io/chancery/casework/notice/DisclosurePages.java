package io.chancery.casework.notice;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.casework.Acts;
import io.chancery.kernel.Identifier;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * "Was my data disclosed?" What is typed travels in the body of a form, never in an address, and
 * the answer is the page itself.
 */
@Path("/desk/disclosures")
class DisclosurePages {

  record ask(
      PageChrome chrome,
      FormErrors errors,
      List<Option> kinds,
      String identifier,
      boolean answered,
      List<String> days)
      implements TemplateInstance {}

  private final DisclosureQuestions questions;
  private final Acts forms;
  private final PageChromes chromes;

  DisclosurePages(DisclosureQuestions questions, Acts forms, PageChromes chromes) {
    this.questions = questions;
    this.forms = forms;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.CLERK)
  public Response form(@Context HttpHeaders headers) {
    return page(headers, null, "username", "", null);
  }

  @POST
  @RolesAllowed(Role.Names.CLERK)
  public Response answer(
      @Context HttpHeaders headers,
      @FormParam("identifierKind") @DefaultValue("") String kind,
      @FormParam("identifier") @DefaultValue("") String identifier) {
    DisclosureQuestions.Answer[] answer = new DisclosureQuestions.Answer[1];
    Optional<Problem> problem = forms.done(() -> answer[0] = questions.ask(kind, identifier));
    return page(headers, problem.orElse(null), kind, identifier, answer[0]);
  }

  private Response page(
      HttpHeaders headers,
      @Nullable Problem problem,
      String kind,
      String identifier,
      DisclosureQuestions.@Nullable Answer answer) {
    PageChrome chrome = chromes.of(headers, "");
    return Acts.answer(
        problem,
        new ask(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            Option.of(
                chrome,
                "identifier_",
                Arrays.stream(Identifier.Kind.values()).map(Identifier.Kind::key).toList(),
                Set.of(kind)),
            identifier,
            answer != null,
            answer == null ? List.of() : answer.days().stream().map(chrome::date).toList()));
  }
}
