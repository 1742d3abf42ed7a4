package io.chancery.verification;

import io.chancery.casework.CaseView;
import io.chancery.platform.PageChrome;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that requests say, side by side.
 *
 * @param key words of the bundles
 * @param values one for each request, the kept one first
 */
record TriageRow(String key, List<String> values) {

  TriageRow {
    values = List.copyOf(values);
  }

  /** Whether they do not all say the same. */
  public boolean differs() {
    return values.stream().distinct().count() > 1;
  }

  /** Everything by which requests can differ, in the order of the case's page. */
  static List<TriageRow> of(List<CaseView> requests, PageChrome chrome) {
    return List.of(
        row("status", requests, v -> chrome.text("status_", v.status())),
        row("desk_received", requests, v -> chrome.time(v.receivedAt())),
        row("submitted_by", requests, CaseView::officer),
        row("kind", requests, v -> chrome.text("kind_", v.instrument().kind())),
        row("authority", requests, v -> v.instrument().authority()),
        row("issuer", requests, v -> chrome.text("issuer_", v.instrument().issuerType())),
        row("docket", requests, v -> v.instrument().docket()),
        row("issued_on", requests, v -> chrome.date(v.instrument().issuedOn())),
        row("document", requests, v -> v.instrument().digest().hex()),
        row("asked", requests, v -> asked(v, chrome)));
  }

  private static TriageRow row(
      String key, List<CaseView> requests, Function<CaseView, String> value) {
    return new TriageRow(key, requests.stream().map(value).toList());
  }

  private static String asked(CaseView view, PageChrome chrome) {
    return view.targets().stream()
        .filter(target -> target.accountOf() == null)
        .flatMap(target ->
            Stream.concat(
                Stream.of(target.identifier() + ":"),
                target.items().stream()
                    .map(item ->
                        chrome.text("group_", item.group().key())
                            + " "
                            + chrome.period(item.period(), target.timeZone())
                            + ";")))
        .collect(Collectors.joining(" "));
  }
}
