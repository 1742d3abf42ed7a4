package io.chancery;

import io.chancery.platform.embedded.SamplePlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Synthetic input that several tests share. */
public final class Fixtures {
  private Fixtures() {}

  /** A one-page search warrant with this docket number; every docket gives other bytes. */
  public static byte[] warrant(String docket) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(72, 720);
        content.showText("SEARCH WARRANT (synthetic) " + docket);
        content.endText();
      }
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A request about the sample platform's target, whose holder must not be told for a time: a court
   * says so. Somebody still has to check that order.
   */
  public static Map<String, Object> request(String docket, List<String> groups) {
    Map<String, Object> request = new HashMap<>(openRequest(docket, groups));
    request.put("nonDisclosure", order(docket, 90));
    return Map.copyOf(request);
  }

  /** A non-disclosure order tied to that process, with an end so many days from today. */
  public static Map<String, Object> order(String docket, int days) {
    return Map.of(
        "ground", "evidence-tampering",
        "court", "District Court of Sampleton",
        "judge", "Magistrate Judge Jane Sample",
        "docket", "26-ND-7",
        "process", docket,
        "endsOn", LocalDate.now(ZoneOffset.UTC).plusDays(days).toString());
  }

  /** The same request without an order: its holder is told before anything is handed over. */
  public static Map<String, Object> openRequest(String docket, List<String> groups) {
    return Map.of(
        "regime", "us-federal",
        "kind", "search-warrant",
        "authority", "District Court of Sampleton",
        "issuerType", "magistrate-judge",
        "docket", docket,
        "issuedOn", "2026-11-01",
        "targets",
            List.of(
                Map.of(
                    "identifierKind", "username",
                    "identifier", "@" + SamplePlatform.TARGET,
                    "fieldGroups", groups,
                    "from", "2026-01-01",
                    "until", "2026-03-31",
                    "timeZone", "UTC")));
  }
}
