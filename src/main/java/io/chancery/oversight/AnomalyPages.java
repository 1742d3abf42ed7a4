package io.chancery.oversight;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.FormErrors;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The auditor's pages about what is unusual, each with its reason. */
@Path("/desk/oversight/anomalies")
class AnomalyPages {
  private static final String HERE = "/desk/oversight/anomalies";
  private static final CSVFormat CSV =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "id", "person", "day", "kind", "about", "numbers", "found", "answered", "outcome")
          .get();

  /** A finding with its reason in the reader's language and the way to everything they did. */
  record Line(AnomalyView found, String reason, String person) {}

  record all(PageChrome chrome, List<Line> open, List<Line> answered) implements TemplateInstance {}

  record one(PageChrome chrome, FormErrors errors, Line line, List<Option> outcomes, String words)
      implements TemplateInstance {}

  private final Anomalies anomalies;
  private final PageChromes chromes;

  AnomalyPages(Anomalies anomalies, PageChromes chromes) {
    this.anomalies = anomalies;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.AUDITOR)
  public Response all(@Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, HERE);
    List<Line> lines = anomalies.look("page").stream().map(view -> line(chrome, view)).toList();
    return html(
        200,
        new all(
            chrome,
            lines.stream().filter(line -> line.found().answer() == null).toList(),
            lines.stream().filter(line -> line.found().answer() != null).toList()));
  }

  @GET
  @Path("/findings.csv")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response csv() {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter to = new CSVPrinter(text, CSV)) {
      for (AnomalyView view : anomalies.look("csv")) {
        AnomalyView.Answer answer = view.answer();
        // No cell is taken for a formula: an agency's name is the one that others chose.
        to.printRecord(
            view.id(),
            view.person(),
            view.day(),
            view.kind(),
            view.about().isEmpty() ? "" : "'" + view.about(),
            view.numbers(),
            view.foundAt(),
            answer == null ? "" : answer.at(),
            answer == null ? "" : answer.outcome());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Response.ok(text.toString(), "text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"findings.csv\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  @GET
  @Path("/{anomaly}")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response one(@Context HttpHeaders headers, @PathParam("anomaly") String anomaly) {
    return page(headers, anomaly, "", "", null);
  }

  @POST
  @Path("/{anomaly}")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response answer(
      @Context HttpHeaders headers,
      @PathParam("anomaly") String anomaly,
      @FormParam("outcome") @DefaultValue("") String outcome,
      @FormParam("words") @DefaultValue("") String words) {
    try {
      anomalies.answer(
          id(anomaly),
          Arrays.stream(AnomalyView.Outcome.values())
              .filter(one -> one.name().equals(outcome))
              .findFirst()
              .orElse(null),
          words);
      return Response.seeOther(URI.create(HERE)).build();
    } catch (Problem problem) {
      return switch (problem.type()) {
        case INVALID_INPUT, STALE -> page(headers, anomaly, outcome, words, problem);
        default -> throw problem;
      };
    }
  }

  private Response page(
      HttpHeaders headers,
      String anomaly,
      String outcome,
      String words,
      @Nullable Problem problem) {
    PageChrome chrome = chromes.of(headers, HERE);
    return html(
        problem == null ? 200 : problem.type().status(),
        new one(
            chrome,
            problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language()),
            line(chrome, anomalies.one(id(anomaly))),
            Option.of(
                chrome,
                "anomaly_outcome_",
                Arrays.stream(AnomalyView.Outcome.values()).map(Enum::name).toList(),
                Set.of(outcome)),
            words));
  }

  private static Line line(PageChrome chrome, AnomalyView view) {
    String person =
        "/desk/oversight/people/%s?from=%s&until=%s"
            .formatted(view.person(), view.day(), view.day());
    return new Line(view, AnomalyWords.reason(chrome.language(), view), person);
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  private static Response html(int status, TemplateInstance page) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(page.render())
        .build();
  }
}
