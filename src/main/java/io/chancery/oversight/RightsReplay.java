package io.chancery.oversight;

import io.chancery.custody.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Replays what the ledger says of rights, agencies, officers, keys and acts of two people, and
 * names what the tables say otherwise: what somebody with the application's login wrote in other
 * people's names.
 */
final class RightsReplay {

  private final Map<Recorded, Set<String>> said = new EnumMap<>(Recorded.class);

  /** Agencies whose suspension the ledger knows of, in the order of the entries. */
  private final Set<String> suspended = new HashSet<>();

  void take(LedgerEntry entry) {
    suspension(entry, suspended);
    for (Recorded recorded : Recorded.values()) {
      if (recorded.isIn(entry)) {
        said.computeIfAbsent(recorded, r -> new HashSet<>()).add(recorded.words(entry));
      }
    }
  }

  /**
   * What differs.
   *
   * @param rows the rows of each kind, read after the entries
   * @param later entries that were appended since, because the portal may go on meanwhile
   */
  List<String> differences(
      Function<Recorded, Collection<String>> rows, Collection<LedgerEntry> later) {
    List<String> differences = new ArrayList<>();
    for (Recorded recorded : Recorded.values()) {
      if (recorded == Recorded.SUSPENSION) {
        continue; // a state that comes and goes
      }
      Set<String> entries = said.getOrDefault(recorded, Set.of());
      Set<String> now = new HashSet<>(rows.apply(recorded));
      Set<String> since = new HashSet<>();
      later.stream().filter(recorded::isIn).forEach(entry -> since.add(recorded.words(entry)));
      now.stream()
          .filter(row -> !entries.contains(row) && !since.contains(row))
          .sorted()
          .forEach(row ->
              differences.add(
                  recorded + ": the table has " + row + ", the ledger has no entry of it"));
      entries.stream()
          .filter(entry -> !now.contains(entry))
          .sorted()
          .forEach(entry ->
              differences.add(
                  recorded + ": the ledger has " + entry + ", the table has no such row"));
    }
    suspensions(rows.apply(Recorded.SUSPENSION), later, differences);
    return differences;
  }

  private void suspensions(
      Collection<String> rows, Collection<LedgerEntry> later, List<String> differences) {
    Set<String> now = new HashSet<>(suspended);
    // The latest come newest first.
    new ArrayList<>(later).reversed().forEach(entry -> suspension(entry, now));
    Set<String> table = new HashSet<>(rows);
    Stream.concat(table.stream(), now.stream())
        .filter(agency -> table.contains(agency) != now.contains(agency))
        .sorted()
        .forEach(agency ->
            differences.add(
                "SUSPENSION: the table says that %s is %s, the ledger says otherwise"
                    .formatted(agency, table.contains(agency) ? "suspended" : "not suspended")));
  }

  private static void suspension(LedgerEntry entry, Set<String> into) {
    switch (entry.event()) {
      case "AgencySuspended" -> into.add(entry.about());
      case "AgencySuspensionLifted" -> into.remove(entry.about());
      default -> {}
    }
  }
}
