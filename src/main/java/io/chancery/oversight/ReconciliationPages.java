package io.chancery.oversight;

import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.platform.PageChrome;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The auditor's page about reads: what was compared, and what differs. */
@Path("/desk/reads")
class ReconciliationPages {

  /** A finding as a sentence, with the place to look. */
  record Line(String sentence, String place) {}

  /** One comparison, ready to be shown. */
  record Shown(
      Instant at, String period, String uses, List<Line> findings, String unseen, String digest) {}

  record reads(PageChrome chrome, @Nullable Shown newest, List<Shown> earlier)
      implements TemplateInstance {}

  private final Reconciliations reconciliations;
  private final PageChromes chromes;

  ReconciliationPages(Reconciliations reconciliations, PageChromes chromes) {
    this.reconciliations = reconciliations;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.AUDITOR)
  public Response look(@Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, "/desk/reads");
    List<Shown> all = reconciliations.newest().stream().map(view -> shown(chrome, view)).toList();
    reads page =
        new reads(
            chrome,
            all.isEmpty() ? null : all.getFirst(),
            all.isEmpty() ? all : all.subList(1, all.size()));
    return Response.ok(page.render(), MediaType.TEXT_HTML_TYPE.withCharset("utf-8")).build();
  }

  private static Shown shown(PageChrome chrome, ReconciliationView view) {
    String period =
        view.from().equals(Instant.EPOCH)
            ? "– " + chrome.time(view.until())
            : chrome.time(view.from()) + " – " + chrome.time(view.until());
    String uses =
        view.uses().entrySet().stream()
            .map(use -> use.getValue() + " " + chrome.text("desk_reads_" + use.getKey()))
            .collect(Collectors.joining(", "));
    return new Shown(
        view.at(),
        period,
        uses.isEmpty() ? "0" : uses,
        view.findings().stream().map(finding -> line(chrome, finding)).toList(),
        String.join(", ", view.unseen()),
        view.digest().hex());
  }

  private static Line line(PageChrome chrome, Finding finding) {
    String grant =
        finding.grant() == null
            ? null
            : chrome.text("desk_reads_grant")
                + " "
                + finding.grant()
                + ", "
                + chrome.text("desk_reads_attempt")
                + " "
                + finding.attempt();
    return new Line(
        chrome.text("finding_" + finding.kind()),
        Stream.of(finding.source(), grant, finding.detail())
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.joining("; ")));
  }
}
