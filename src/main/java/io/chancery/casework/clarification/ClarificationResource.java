package io.chancery.casework.clarification;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Questions and answers over the API. */
@Path("/api/v1/cases/{reference}/questions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ClarificationResource {

  record QuestionJson(@Nullable String reason, @Nullable String question) {
    @Override
    public String toString() {
      return "QuestionJson[…]";
    }
  }

  record AnswerJson(@Nullable String answer) {
    @Override
    public String toString() {
      return "AnswerJson[…]";
    }
  }

  private final Clarifications clarifications;

  ClarificationResource(Clarifications clarifications) {
    this.clarifications = clarifications;
  }

  @GET
  @RolesAllowed({
    Role.Names.OFFICER,
    Role.Names.SUPERVISOR,
    Role.Names.AGENCY_SYSTEM,
    Role.Names.CLERK,
    Role.Names.REVIEWER,
    Role.Names.APPROVER
  })
  public List<Clarifications.Question> all(@PathParam("reference") String reference) {
    return clarifications.of(reference);
  }

  @POST
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public List<Clarifications.Question> ask(
      @PathParam("reference") String reference, QuestionJson body) {
    clarifications.ask(
        reference,
        Objects.requireNonNullElse(body.reason(), ""),
        Objects.requireNonNullElse(body.question(), ""));
    return clarifications.of(reference);
  }

  @POST
  @Path("/{number}/answer")
  @RolesAllowed(Role.Names.OFFICER)
  public List<Clarifications.Question> answer(
      @PathParam("reference") String reference, @PathParam("number") int number, AnswerJson body) {
    clarifications.answer(reference, number, Objects.requireNonNullElse(body.answer(), ""));
    return clarifications.of(reference);
  }

  @POST
  @Path("/{number}/close")
  @RolesAllowed({Role.Names.CLERK, Role.Names.REVIEWER, Role.Names.APPROVER})
  public List<Clarifications.Question> close(
      @PathParam("reference") String reference, @PathParam("number") int number) {
    clarifications.close(reference, number);
    return clarifications.of(reference);
  }
}
