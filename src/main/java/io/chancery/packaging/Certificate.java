package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Pdf;
import io.chancery.source.CanonicalJson;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The custodian's certificate of authenticity: one declaration for US Federal Rules of Evidence
 * 902(11), 902(13) and 902(14), and a neutral statement of origin and integrity for other courts.
 * It says what was done and how accuracy is known, and claims nothing that the run did not do.
 */
record Certificate(
    Declarant declarant,
    Process process,
    List<Read> reads,
    Sha256 manifest,
    int files,
    long bytes,
    List<Sealing.RecordFile> records,
    List<PackageContent.Withheld> withheld,
    String toolVersion,
    LocalDate executedOn) {
  private static final int LISTED = 500;

  /**
   * Who declares, from the directory.
   *
   * @param basis how they know, as a clause after "because"
   */
  record Declarant(String name, String title, String employer, String basis) {}

  /**
   * What was answered.
   *
   * @param ownAccord whether the platform referred it and nobody asked
   */
  record Process(
      String reference, String kind, String authority, String docket, boolean ownAccord) {}

  /**
   * One successful read of the platform.
   *
   * @param query digest of the queries, as in the ledger
   * @param content digest of what was read, as in the ledger
   */
  record Read(int account, Instant begun, Instant ended, long rows, Sha256 query, Sha256 content) {

    /** The reads whose outcome counts: grant issued, queried, answered. */
    static List<Read> of(List<LedgerEntry> entries) {
      Map<Object, LedgerEntry> issued = new LinkedHashMap<>();
      Map<Object, LedgerEntry> queried = new LinkedHashMap<>();
      List<Read> reads = new ArrayList<>();
      for (LedgerEntry entry : entries) {
        Object grant = entry.object().get("grant");
        switch (entry.event()) {
          case "ReadGrantIssued" -> issued.put(grant, entry);
          case "SourceQueried" -> queried.put(grant, entry);
          case "SourceAnswered" -> {
            LedgerEntry from = issued.get(grant);
            LedgerEntry begun = queried.get(grant);
            if (from != null && begun != null) {
              reads.add(
                  new Read(
                      (int) number(from, "target"),
                      begun.at(),
                      entry.at(),
                      number(entry, "rows"),
                      digest(begun, "query"),
                      digest(entry, "content")));
            }
          }
          default -> {}
        }
      }
      return reads;
    }

    private static long number(LedgerEntry entry, String component) {
      return ((Number) Objects.requireNonNull(entry.object().get(component))).longValue();
    }

    private static Sha256 digest(LedgerEntry entry, String component) {
      return new Sha256((String) Objects.requireNonNull(entry.object().get(component)));
    }
  }

  byte[] pdf() throws IOException {
    StringBuilder body = new StringBuilder();
    paragraph(body, "I, " + declarant.name() + ", declare:");
    body.append("<ol>");
    item(
        body,
        "My position at %2$s is %1$s. I am a custodian of the records described below, or otherwise qualified to make this declaration, because %3$s."
            .formatted(declarant.title(), declarant.employer(), declarant.basis()));
    item(
        body,
        (process.ownAccord()
                ? "Of its own accord, by its statement (%s) with the number %s, made by %s, and recorded here as %s, %s produced the electronic records listed below (\"the records\")."
                : "In answer to the %s with the number %s, issued by %s, and recorded here as %s, %s produced the electronic records listed below (\"the records\").")
            .formatted(
                process.kind(),
                process.docket(),
                process.authority(),
                process.reference(),
                declarant.employer()));
    item(
        body,
        "Records of a regularly conducted activity (Federal Rules of Evidence 902(11) and 803(6)(A) to (C)): the records were made at or near the time of the events that they record, by the platform's systems or from information transmitted by persons with knowledge of them; they were kept in the course of the regularly conducted activity of "
            + declarant.employer()
            + "; and making them was a regular practice of that activity. Texts and files that users wrote or uploaded are recorded as received; no statement is made on whether they are true.");
    item(
        body,
        "Records generated by an electronic process (902(13)): the records were read from the platform's database by Chancery "
            + toolVersion
            + ". The queries are fixed in advance in a mapping file and take three values: the account, the beginning and the end of the period. They run through a login that cannot write, inside one read-only snapshot of the database, so that all records of one read describe one moment. The period is applied in the database. The number of records and a digest of everything read were entered in an append-only ledger when the read ended, and the queries' digest before it began; both are listed below. The accuracy of this process is known because the queries and the program are tested against databases of known content, because the same scope read again gives the same bytes while the data is the same, and because every file is compared with its digest when it is packaged.");
    item(
        body,
        "Copied data (902(14)): media files were copied byte for byte. The SHA-256 digest (FIPS 180-4) of every file was computed when it was read from the platform's storage and again when it was written into the production, and the two are equal, or the production would not have been made. The finished production is read back and all digests compared before it is sealed. The digests of all files stand in manifest-sha256.txt, whose own SHA-256 digest is "
            + manifest
            + ".");
    item(
        body,
        "The production holds %d files with %d bytes. All times are Coordinated Universal Time (UTC). What was withheld and what the platform does not hold is stated in data/withheld.csv and data/not-held.csv. %s"
            .formatted(files, bytes, withheldWords()));
    body.append("</ol>");
    paragraph(
        body,
        "I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct.");
    paragraph(body, "Executed on " + executedOn + ".");
    paragraph(
        body,
        "Signature: ______________________________  "
            + declarant.name()
            + ", "
            + declarant.title());
    body.append("<h2>Statement of origin and integrity for courts of other legal orders</h2>");
    paragraph(
        body,
        "%1$s confirms that the files of production %2$s come from the platform's own systems, that they were selected by nothing but account, field group and period, that they were not changed in content after they were read%3$s, and that their integrity can be verified by anybody with the digests in the production and the proofs in its folder custody. The evaluation of their content is left to the court."
            .formatted(
                declarant.employer(),
                process.reference(),
                withheld.isEmpty()
                    ? ""
                    : " except that items were left out, or passages marked, as data/withheld.csv states"));
    tables(body);
    return Pdf.of("Certificate of authenticity", body.toString());
  }

  private String withheldWords() {
    if (withheld.isEmpty()) {
      return "Nothing that was read was withheld.";
    }
    return "Of what was read, the following is not in the production, by reason and number: "
        + withheld.stream()
            .map(w ->
                w.reason()
                    + " "
                    + w.count()
                    + " (account "
                    + w.account()
                    + ", "
                    + w.group().key()
                    + ")")
            .collect(Collectors.joining("; "))
        + ". Items were withheld on the proposal of one person and the confirmation of another;"
        + " reasons that begin with redacted- count passages that a fixed mark replaces by rule.";
  }

  private void tables(StringBuilder body) {
    body.append(
        "<h2>Reads</h2><table class=\"small\"><tr><th>Account</th><th>Begun (UTC)</th><th>Ended (UTC)</th><th>Records</th><th>Digests of queries and content</th></tr>");
    for (Read read : reads) {
      body.append("<tr>");
      cells(
          body,
          String.valueOf(read.account()),
          CanonicalJson.time(read.begun()),
          CanonicalJson.time(read.ended()),
          String.valueOf(read.rows()),
          read.query() + " " + read.content());
      body.append("</tr>");
    }
    body.append(
        "</table><h2>Files of records</h2><table class=\"small\"><tr><th>File</th><th>Bytes</th><th>Records</th><th>SHA-256</th></tr>");
    records.stream()
        .limit(LISTED)
        .forEach(file -> {
          body.append("<tr>");
          cells(
              body,
              file.path(),
              String.valueOf(file.bytes()),
              String.valueOf(file.rows()),
              file.digest().hex());
          body.append("</tr>");
        });
    body.append("</table>");
    if (records.size() > LISTED) {
      paragraph(body, "The other files stand in certificate.json and in the manifest.");
    }
  }

  byte[] json() {
    ObjectNode json = CanonicalJson.object();
    json.put("certificate", "chancery certificate of authenticity v1");
    ObjectNode by = json.putObject("declarant");
    by.put("name", declarant.name()).put("title", declarant.title());
    by.put("employer", declarant.employer()).put("basis", declarant.basis());
    ObjectNode answers = json.putObject("process");
    answers.put("reference", process.reference()).put("kind", process.kind());
    answers.put("authority", process.authority()).put("docket", process.docket());
    json.putArray("rules").add("FRE 902(11)").add("FRE 902(13)").add("FRE 902(14)");
    json.put("tool", "chancery").put("toolVersion", toolVersion).put("timeZone", "UTC");
    ArrayNode runs = json.putArray("reads");
    for (Read read : reads) {
      runs.addObject()
          .put("account", read.account())
          .put("begun", CanonicalJson.time(read.begun()))
          .put("ended", CanonicalJson.time(read.ended()))
          .put("records", read.rows())
          .put("querySha256", read.query().hex())
          .put("contentSha256", read.content().hex());
    }
    json.put("manifestSha256", manifest.hex()).put("files", files).put("bytes", bytes);
    ArrayNode list = json.putArray("recordFiles");
    for (Sealing.RecordFile file : records) {
      list.addObject()
          .put("path", file.path())
          .put("bytes", file.bytes())
          .put("records", file.rows())
          .put("sha256", file.digest().hex());
    }
    ArrayNode left = json.putArray("withheld");
    for (PackageContent.Withheld item : withheld) {
      left.addObject()
          .put("account", item.account())
          .put("group", item.group().key())
          .put("reason", item.reason())
          .put("count", item.count());
    }
    json.put("executedOn", executedOn.toString());
    return CanonicalJson.line(json);
  }

  private static void paragraph(StringBuilder body, String text) {
    body.append("<p>").append(Html.escape(text)).append("</p>");
  }

  private static void item(StringBuilder body, String text) {
    body.append("<li>").append(Html.escape(text)).append("</li>");
  }

  private static void cells(StringBuilder body, String... texts) {
    for (String text : texts) {
      body.append("<td>").append(Html.escape(text)).append("</td>");
    }
  }

  @Override
  public String toString() {
    return "Certificate[" + manifest + "]";
  }
}
