package io.chancery.directory;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.kernel.Sha256;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The quarterly review of everybody's rights, signed as a whole. */
@Path("/desk/directory/review")
class AccessReviewPages {
  private static final String HERE = "/desk/directory/review";

  record review(
      PageChrome chrome,
      FormErrors errors,
      AccessReviews.Sheet sheet,
      List<AccessReviews.Signed> signed,
      StaffTyped typed,
      Touch touch)
      implements TemplateInstance {}

  private final AccessReviews reviews;
  private final StepUps stepUps;
  private final PageChromes chromes;

  AccessReviewPages(AccessReviews reviews, StepUps stepUps, PageChromes chromes) {
    this.reviews = reviews;
    this.stepUps = stepUps;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({Role.Names.APPROVER, Role.Names.AUDITOR})
  public Response look(@Context HttpHeaders headers) {
    return page(headers, new StaffTyped(null), null);
  }

  @POST
  @RolesAllowed({Role.Names.APPROVER, Role.Names.AUDITOR})
  public Response sign(@Context HttpHeaders headers, MultivaluedMap<String, String> form) {
    StaffTyped typed = new StaffTyped(form);
    return StaffForms.attempt(
        () -> {
          reviews.sign(digest(typed.of("shown")), kept(form));
          return StaffForms.seeOther(HERE);
        },
        problem -> page(headers, typed, problem));
  }

  /** The answers, by right; what is neither kept nor ended has none. */
  private static Map<UUID, Boolean> kept(MultivaluedMap<String, String> form) {
    Map<UUID, Boolean> kept = new HashMap<>();
    form.forEach((name, values) -> {
      String answer = values.getFirst();
      if (name.startsWith("right-") && (answer.equals("keep") || answer.equals("end"))) {
        kept.put(id(name.substring("right-".length())), answer.equals("keep"));
      }
    });
    return kept;
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("", "staff_right");
    }
  }

  private static Sha256 digest(String typed) {
    try {
      return new Sha256(typed);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("shown", "digest_shape");
    }
  }

  private Response page(HttpHeaders headers, StaffTyped typed, @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, HERE);
    AccessReviews.Sheet sheet = reviews.sheet();
    return StaffForms.answer(
        problem,
        new review(
            chrome,
            StaffForms.errors(problem, chrome),
            sheet,
            reviews.signed(),
            typed,
            Touch.of(stepUps, AccessReviews.ACT, sheet.digest().hex(), HERE, problem)));
  }
}
