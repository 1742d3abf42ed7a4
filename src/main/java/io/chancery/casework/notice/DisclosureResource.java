package io.chancery.casework.notice;

import io.chancery.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** "Was my data disclosed?" over the API. What is asked for travels in the body alone. */
@Path("/api/v1/disclosures")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DisclosureResource {

  record AskedJson(@Nullable String identifierKind, @Nullable String identifier) {
    @Override
    public String toString() {
      return "AskedJson[…]";
    }
  }

  private final DisclosureQuestions questions;

  DisclosureResource(DisclosureQuestions questions) {
    this.questions = questions;
  }

  @POST
  @RolesAllowed(Role.Names.CLERK)
  public DisclosureQuestions.Answer ask(@Nullable AskedJson body) {
    return questions.ask(
        body == null ? "" : Objects.requireNonNullElse(body.identifierKind(), ""),
        body == null ? "" : Objects.requireNonNullElse(body.identifier(), ""));
  }
}
