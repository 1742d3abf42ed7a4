package io.chancery.review;

import io.chancery.access.Role;
import io.chancery.casework.Emergencies;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepJson;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Review and approval over the API. */
@Path("/api/v1/cases/{reference}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ReviewResource {

  record ProposalJson(long seenVersion, @Nullable List<ItemInput> items) {}

  record FindingJson(@Nullable String part, boolean holds, @Nullable String words) {}

  record TestJson(@Nullable List<FindingJson> answers) {}

  record ApprovalJson(long seenVersion, @Nullable String shown) {}

  record ReasonJson(long seenVersion, @Nullable String reason) {}

  private final Reviews reviews;
  private final Approvals approvals;
  private final StepEdge edge;

  ReviewResource(Reviews reviews, Approvals approvals, StepEdge edge) {
    this.reviews = reviews;
    this.approvals = approvals;
    this.edge = edge;
  }

  @POST
  @Path("/resolutions")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.Names.REVIEWER)
  public void resolve(@PathParam("reference") String reference) {
    reviews.resolveTargets(reference);
  }

  @GET
  @Path("/decision")
  @RolesAllowed({
    Role.Names.REVIEWER,
    Role.Names.APPROVER,
    Role.Names.CUSTODIAN,
    Role.Names.RELEASER,
    Role.Names.AUDITOR
  })
  public DecisionView decision(@PathParam("reference") String reference) {
    return approvals.proposed(reference).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  @GET
  @Path("/decision/inputs")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER, Role.Names.AUDITOR})
  public String inputs(@PathParam("reference") String reference) {
    return new String(approvals.inputs(reference), StandardCharsets.UTF_8);
  }

  @POST
  @Path("/conditions")
  @RolesAllowed(Role.Names.REVIEWER)
  public void test(@PathParam("reference") String reference, TestJson body) {
    reviews.answerTest(
        reference,
        Objects.requireNonNullElse(body.answers(), List.<FindingJson>of()).stream()
            .map(answer ->
                new Emergencies.Answer(
                    Objects.requireNonNullElse(answer.part(), ""),
                    answer.holds(),
                    Objects.requireNonNullElse(answer.words(), "")))
            .toList());
  }

  @POST
  @Path("/proposal")
  @RolesAllowed(Role.Names.REVIEWER)
  public StepJson propose(@PathParam("reference") String reference, ProposalJson body) {
    return edge.json(
        reference,
        "Propose",
        reviews.propose(
            reference, body.seenVersion(), Objects.requireNonNullElse(body.items(), List.of())));
  }

  @POST
  @Path("/approval")
  @RolesAllowed(Role.Names.APPROVER)
  public StepJson approve(@PathParam("reference") String reference, ApprovalJson body) {
    return edge.json(
        reference,
        "Approve",
        approvals.approve(reference, body.seenVersion(), shown(body.shown())));
  }

  @POST
  @Path("/third-signature")
  @RolesAllowed(Role.Names.APPROVER)
  public StepJson thirdSign(@PathParam("reference") String reference, ApprovalJson body) {
    return edge.json(
        reference,
        "ThirdSign",
        approvals.thirdSign(reference, body.seenVersion(), shown(body.shown())));
  }

  @POST
  @Path("/send-back")
  @RolesAllowed(Role.Names.APPROVER)
  public StepJson sendBack(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference, "SendBack", approvals.sendBack(reference, body.seenVersion(), reason(body)));
  }

  @POST
  @Path("/stop")
  @RolesAllowed({Role.Names.REVIEWER, Role.Names.APPROVER})
  public StepJson stop(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference, "Stop", approvals.stop(reference, body.seenVersion(), reason(body)));
  }

  @POST
  @Path("/reopening")
  @RolesAllowed(Role.Names.APPROVER)
  public StepJson reopen(@PathParam("reference") String reference, ReasonJson body) {
    return edge.json(
        reference, "Reopen", approvals.reopen(reference, body.seenVersion(), reason(body)));
  }

  private static String reason(ReasonJson body) {
    return Objects.requireNonNullElse(body.reason(), "");
  }

  static Sha256 shown(@Nullable String typed) {
    try {
      return new Sha256(Objects.requireNonNullElse(typed, ""));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("shown", "digest_shape");
    }
  }
}
