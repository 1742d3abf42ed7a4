package io.chancery.packaging;

import io.chancery.kernel.Sha256;
import io.chancery.platform.Pdf;
import io.chancery.source.CanonicalJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The chain of custody to read: {@code custody-log.pdf}. The ledger's entries are authoritative.
 */
final class CustodyLog {

  /**
   * One entry of the case.
   *
   * @param sentence what happened; for an internal entry, that it is one
   */
  record Line(long number, Instant at, String sentence, Sha256 leaf) {}

  private CustodyLog() {}

  static byte[] pdf(String reference, List<Line> lines) throws IOException {
    StringBuilder body = new StringBuilder();
    body.append("<p>Case ")
        .append(Html.escape(reference))
        .append(". All times are UTC. Each line is an entry of the custody ledger; ");
    body.append(
        "its exact bytes stand in custody/events.jsonl and its proof in custody/proofs. Internal entries are numbered, not shown.</p>");
    body.append(
        "<table class=\"small\"><tr><th>n</th><th>Time</th><th>What happened</th><th>Leaf hash</th></tr>");
    for (Line line : lines) {
      body.append("<tr><td>").append(line.number()).append("</td><td>");
      body.append(CanonicalJson.time(line.at())).append("</td><td>");
      body.append(Html.escape(line.sentence())).append("</td><td>");
      body.append(line.leaf()).append("</td></tr>");
    }
    body.append("</table>");
    return Pdf.of("Custody log", body.toString());
  }
}
