package io.chancery.custody;

import io.chancery.access.CurrentActor;
import io.chancery.access.PageChromes;
import io.chancery.access.Role;
import io.chancery.keys.LogKey;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import io.chancery.proof.SignedCheckpoint;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The auditor's page: what is signed, how to check it without us, what the installation did. */
@Path("/desk/ledger")
class LedgerPages {
  private static final int LATEST = 50;

  /** The latest checkpoint, as it is written. */
  record Head(String origin, String size, String root, @Nullable Instant lastAt) {}

  /** One entry about no case. */
  record Line(Instant at, String who, String sentence, boolean sealed) {}

  record ledger(PageChrome chrome, @Nullable Head head, String verifierKey, List<Line> lines)
      implements TemplateInstance {}

  private final CustodyLedger custody;
  private final EventSentences sentences;
  private final LogKey key;
  private final CurrentActor current;
  private final PageChromes chromes;

  LedgerPages(
      CustodyLedger custody,
      EventSentences sentences,
      LogKey key,
      CurrentActor current,
      PageChromes chromes) {
    this.custody = custody;
    this.sentences = sentences;
    this.key = key;
    this.current = current;
    this.chromes = chromes;
  }

  @GET
  @RolesAllowed(Role.Names.AUDITOR)
  public Response look(@Context HttpHeaders headers) {
    PageChrome chrome = chromes.of(headers, "/desk/ledger");
    ledger page =
        new ledger(
            chrome,
            custody.latestCheckpoint().map(signed -> head(chrome, signed)).orElse(null),
            key.vkey(),
            custody.installationLog(LATEST).stream().map(e -> line(chrome, e)).toList());
    return Response.ok(page.render(), MediaType.TEXT_HTML_TYPE.withCharset("utf-8")).build();
  }

  /** The same ZIP as at the API, for an auditor's browser; taking it is an entry itself. */
  @GET
  @Path("/export")
  @RolesAllowed(Role.Names.AUDITOR)
  public Response export() {
    custody.recordExport(current.get());
    StreamingOutput zip = custody::export;
    return Response.ok(zip, "application/zip")
        .header("Content-Disposition", "attachment; filename=\"ledger.zip\"")
        .build();
  }

  private Head head(PageChrome chrome, SignedCheckpoint signed) {
    return new Head(
        signed.checkpoint().origin(),
        NumberFormat.getIntegerInstance(chrome.language()).format(signed.size()),
        signed.checkpoint().root().hex(),
        custody.lastEntryUnder(signed).orElse(null));
  }

  private Line line(PageChrome chrome, LedgerEntry entry) {
    return new Line(
        entry.at(),
        who(chrome, entry.role()),
        sentences.sentence(entry, chrome.language()),
        entry.seq() != null);
  }

  /** An entry names every role that a person held when the act itself used none of them. */
  private static String who(PageChrome chrome, String roles) {
    return Arrays.stream(roles.split(","))
        .map(role -> "role_" + role)
        .filter(key -> Texts.has(chrome.language(), key))
        .map(chrome::text)
        .collect(Collectors.joining(", "));
  }
}
