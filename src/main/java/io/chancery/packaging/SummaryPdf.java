package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.ReadGrant;
import io.chancery.platform.Pdf;
import io.chancery.source.CanonicalJson;
import io.chancery.source.SourceDictionary;
import java.io.IOException;
import java.util.List;

/** An account on paper: numbers, the first records, and what stands only in the files. */
final class SummaryPdf {
  private static final int FIRST = 10;
  private static final int CELL = 160;

  private SummaryPdf() {}

  static void write(BagWriter bag, PackageContent.Account account) throws IOException {
    StringBuilder body = new StringBuilder();
    body.append("<p>Account ").append(Html.escape(account.accountId())).append(" of ");
    body.append(Html.escape(account.dictionary().system()));
    body.append(". All times are UTC.</p>");
    body.append(
        "<p>This summary shows numbers and the first records of each field group. It is not complete: all"
            + " records stand in records/*.jsonl, which are authoritative, and media in media/. Long texts are"
            + " cut here, and characters that this document's font lacks are replaced.</p>");
    body.append(
        "<h2>Scope and numbers</h2><table><tr><th>Field group</th><th>From</th><th>Until</th><th>Records</th></tr>");
    for (ReadGrant.Reach reach : account.scope()) {
      body.append("<tr>");
      cell(body, reach.group().key());
      cell(body, CanonicalJson.time(reach.period().from()));
      cell(body, CanonicalJson.time(reach.period().until()));
      cell(body, number(account, reach));
      body.append("</tr>");
    }
    body.append("</table><p>Media files: ").append(account.media().size()).append("</p>");
    for (PackageContent.File file : account.records()) {
      if (file.rows() > 0) {
        first(body, account, file);
      }
    }
    bag.payload(
        account.folder() + "report/summary.pdf",
        Pdf.of("Summary of account " + account.number(), body.toString()));
  }

  private static String number(PackageContent.Account account, ReadGrant.Reach reach) {
    if (account.dictionary().notHeld().containsKey(reach.group())) {
      return "not held";
    }
    return account.records().stream()
        .filter(f -> f.group() == reach.group())
        .map(f -> String.valueOf(f.rows()))
        .findFirst()
        .orElse("not handed over");
  }

  private static void first(
      StringBuilder body, PackageContent.Account account, PackageContent.File file)
      throws IOException {
    SourceDictionary.Group group = account.dictionary().group(file.group()).orElseThrow();
    body.append("<h2>")
        .append(HtmlReport.title(file.group()))
        .append("</h2><p class=\"note\">The first ");
    body.append(Math.min(FIRST, file.rows()))
        .append(" of ")
        .append(file.rows())
        .append(" records.</p>");
    try (Head head = new Head(file)) {
      for (ObjectNode record : head.records(FIRST)) {
        body.append("<table class=\"small\">");
        for (SourceDictionary.Field field : group.fields()) {
          String value = Csv.cell(record.get(field.name()));
          if (!value.isEmpty()) {
            body.append("<tr><td style=\"width:28%\">")
                .append(Html.escape(field.name()))
                .append("</td>");
            cell(body, Html.shortened(value, CELL));
            body.append("</tr>");
          }
        }
        body.append("</table><p></p>");
      }
    }
  }

  private static void cell(StringBuilder body, String text) {
    body.append("<td>").append(Html.escape(text)).append("</td>");
  }

  /** The beginning of an artefact; its whole was compared with its digest when it was copied. */
  private record Head(JsonLines lines) implements AutoCloseable {
    Head(PackageContent.File file) throws IOException {
      this(new JsonLines(file));
    }

    List<ObjectNode> records(int count) throws IOException {
      List<ObjectNode> records = new java.util.ArrayList<>();
      for (int i = 0; i < count; i++) {
        ObjectNode record = lines.next();
        if (record == null) {
          break;
        }
        records.add(record);
      }
      return records;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
