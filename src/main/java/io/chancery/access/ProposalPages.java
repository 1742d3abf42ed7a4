package io.chancery.access;

import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Acts of others that wait for a second person: the list, and for each what it will do. */
@Path("/desk/proposals")
class ProposalPages {
  private static final String HERE = "/desk/proposals";

  record list(PageChrome chrome, List<Proposals.ProposalView> proposals)
      implements TemplateInstance {}

  record one(
      PageChrome chrome,
      FormErrors errors,
      Proposals.ProposalView proposal,
      boolean touched,
      String touch,
      String typed)
      implements TemplateInstance {}

  private final Proposals proposals;
  private final StepUps stepUps;
  private final PageChromes chromes;

  ProposalPages(Proposals proposals, StepUps stepUps, PageChromes chromes) {
    this.proposals = proposals;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response all(@Context HttpHeaders headers) {
    return answer(200, new list(chromes.of(headers, HERE), proposals.all()));
  }

  @GET
  @Path("/{proposal}")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response look(@Context HttpHeaders headers, @PathParam("proposal") String proposal) {
    return page(headers, id(proposal), null, "");
  }

  @POST
  @Path("/{proposal}/confirmation")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response confirm(
      @Context HttpHeaders headers,
      @PathParam("proposal") String proposal,
      @FormParam("shown") @Nullable String shown,
      @FormParam("words") @Nullable String words) {
    String why = Objects.requireNonNullElse(words, "");
    return done(
        headers, id(proposal), why, () -> proposals.confirm(id(proposal), digest(shown), why));
  }

  @POST
  @Path("/{proposal}/rejection")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response reject(
      @Context HttpHeaders headers,
      @PathParam("proposal") String proposal,
      @FormParam("shown") @Nullable String shown) {
    return done(headers, id(proposal), () -> proposals.reject(id(proposal), digest(shown)));
  }

  @POST
  @Path("/{proposal}/withdrawal")
  @RolesAllowed({
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR,
    Role.Names.ADMINISTRATOR
  })
  public Response withdraw(@Context HttpHeaders headers, @PathParam("proposal") String proposal) {
    return done(headers, id(proposal), () -> proposals.withdraw(id(proposal)));
  }

  private Response done(HttpHeaders headers, ProposalId id, Runnable act) {
    return done(headers, id, "", act);
  }

  private Response done(HttpHeaders headers, ProposalId id, String typed, Runnable act) {
    try {
      act.run();
      return Response.seeOther(URI.create(HERE)).build();
    } catch (StepUpRequired e) {
      return page(headers, id, Problem.of(ProblemType.STEP_UP_REQUIRED, "touch_missing"), typed);
    } catch (Problem problem) {
      return switch (problem.type()) {
        case NOT_FOUND, FORBIDDEN, UNAUTHENTICATED, INTERNAL -> throw problem;
        default -> page(headers, id, problem, typed);
      };
    }
  }

  private Response page(
      HttpHeaders headers, ProposalId id, @Nullable Problem problem, String typed) {
    PageChrome chrome = chromes.of(headers, HERE);
    Proposals.ProposalView view = proposals.one(id);
    String here = HERE + "/" + id;
    return answer(
        problem == null ? 200 : problem.type().status(),
        new one(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            view,
            view.answerable() && stepUps.present(Proposals.TOUCH, id.toString()),
            stepUps.begin(Proposals.TOUCH, id.toString(), here).toString(),
            typed));
  }

  private static Response answer(int status, TemplateInstance page) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page.render())
        .build();
  }

  private static ProposalId id(String text) {
    try {
      return ProposalId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  private static Sha256 digest(@Nullable String typed) {
    try {
      return new Sha256(Objects.requireNonNullElse(typed, ""));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("shown", "digest_shape");
    }
  }
}
