package io.chancery.packaging;

import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bag-info.txt} says about a production (RFC 8493 section 2.2.2, and labels of our
 * own). Here, and in {@code custody/}, stands what the payload must not name.
 *
 * @param production the production's name within the case, for example {@code P1}
 * @param bag which bag of how many, for example {@code 1 of 1}
 * @param scope the time from the first to the last granted moment
 * @param beside lines about whose key opens it, and what it repeats or adds to
 * @param checkpointSize the ledger's size in {@code custody/checkpoint}
 */
record BagInfo(
    String organization,
    @Nullable String contact,
    String reference,
    String production,
    String bag,
    LocalDate baggedOn,
    String processType,
    Sha256 process,
    Period scope,
    List<Map.Entry<String, String>> beside,
    String ledgerOrigin,
    long checkpointSize) {

  BagInfo {
    beside = List.copyOf(beside);
  }

  /** The folder at the root of the ZIP. */
  String base() {
    return reference + "-" + production;
  }

  /** The lines, in order; the writer adds {@code Payload-Oxum}. */
  List<Map.Entry<String, String>> lines() {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    lines.add(Map.entry("Source-Organization", organization));
    if (contact != null) {
      lines.add(Map.entry("Contact-Email", contact));
    }
    lines.addAll(
        List.of(
            Map.entry("External-Description", "Data of accounts, produced on legal process"),
            Map.entry("External-Identifier", reference + "/" + production),
            Map.entry("Bag-Group-Identifier", reference),
            Map.entry("Bag-Count", bag),
            Map.entry("Bagging-Date", baggedOn.toString()),
            Map.entry("Legal-Process-Type", processType),
            Map.entry("Legal-Process-SHA256", process.hex()),
            Map.entry("Scope-From", CanonicalJson.time(scope.from())),
            Map.entry("Scope-To", CanonicalJson.time(scope.until()))));
    lines.addAll(beside);
    lines.addAll(
        List.of(
            Map.entry("Ledger-Origin", ledgerOrigin),
            Map.entry("Ledger-Checkpoint-Size", String.valueOf(checkpointSize))));
    return lines;
  }
}
