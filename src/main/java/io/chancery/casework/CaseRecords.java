package io.chancery.casework;

import io.chancery.casework.CaseReplay.Difference;
import io.chancery.custody.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the ledger says was recorded of cases beside their steps, and where the tables say something
 * else. Pure: takes entries, then rows.
 */
final class CaseRecords {
  /** One row's case and words, as {@link RecordedOfCase#rows} names them. */
  record Row(String reference, String words) {}

  private final Map<RecordedOfCase, Set<Row>> said = new EnumMap<>(RecordedOfCase.class);

  void take(LedgerEntry entry) {
    if (entry.reference() == null) {
      return;
    }
    for (RecordedOfCase kind : RecordedOfCase.values()) {
      if (kind.isIn(entry)) {
        said(kind).add(new Row(entry.reference().value(), kind.words(entry)));
      }
    }
  }

  /** Every difference, by kind and words. */
  List<Difference> compare(Function<RecordedOfCase, Collection<Row>> rows) {
    List<Difference> differences = new ArrayList<>();
    for (RecordedOfCase kind : RecordedOfCase.values()) {
      Set<Row> entries = said(kind);
      Set<Row> table = ordered(rows.apply(kind));
      table.stream()
          .filter(row -> !entries.contains(row))
          .forEach(row ->
              differences.add(
                  new Difference(
                      row.reference(),
                      kind
                          + ": the table has "
                          + row.words()
                          + ", the ledger has no entry of it")));
      entries.stream()
          .filter(row -> !table.contains(row))
          .forEach(row ->
              differences.add(
                  new Difference(
                      row.reference(),
                      kind + ": the ledger has " + row.words() + ", the table has no such row")));
    }
    return differences;
  }

  private Set<Row> said(RecordedOfCase kind) {
    return said.computeIfAbsent(kind, k -> ordered(List.of()));
  }

  private static Set<Row> ordered(Collection<Row> rows) {
    Set<Row> ordered =
        new TreeSet<>(Comparator.comparing(Row::reference).thenComparing(Row::words));
    ordered.addAll(rows);
    return ordered;
  }
}
