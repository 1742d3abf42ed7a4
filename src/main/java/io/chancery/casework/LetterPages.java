package io.chancery.casework;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** A case's letters, for its agency. */
@Path("/requests/case/{reference}/letters")
class LetterPages {

  record all(
      PageChrome chrome, String reference, String back, String at, List<Letters.LetterView> letters)
      implements TemplateInstance {}

  private final Letters letters;
  private final PageChromes chromes;

  LetterPages(Letters letters, PageChromes chromes) {
    this.letters = letters;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response list(@Context HttpHeaders headers, @PathParam("reference") String reference) {
    String back = "/requests/case/" + reference;
    return page(letters, chromes.of(headers, ""), reference, back, back + "/letters");
  }

  @GET
  @Path("/{number}/{file}")
  @RolesAllowed({Role.Names.OFFICER, Role.Names.SUPERVISOR})
  public Response one(
      @PathParam("reference") String reference,
      @PathParam("number") String number,
      @PathParam("file") String file) {
    return file(letters, reference, number, file);
  }

  /**
   * The list of a case's letters.
   *
   * @param back the case's page
   * @param at where the list lies
   */
  static Response page(
      Letters letters, PageChrome chrome, String reference, String back, String at) {
    return Acts.answer(null, new all(chrome, reference, back, at, letters.of(reference)));
  }

  /** A letter by its file's name: {@code en.pdf}, {@code de.html}. */
  static Response file(Letters letters, String reference, String number, String file) {
    boolean pdf = file.endsWith(".pdf");
    String language = file.substring(0, Math.min(2, file.length()));
    if (!file.equals(language + (pdf ? ".pdf" : ".html")) || !number.matches("[1-9]\\d{0,4}")) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
    byte[] bytes = letters.document(reference, Integer.parseInt(number), language, pdf);
    return Response.ok(bytes, pdf ? "application/pdf" : "text/html;charset=UTF-8")
        .header(
            "Content-Disposition",
            (pdf ? "attachment" : "inline")
                + "; filename=\"%s-%s-%s\"".formatted(reference, number, file))
        .header("Content-Security-Policy", "sandbox")
        .build();
  }
}
