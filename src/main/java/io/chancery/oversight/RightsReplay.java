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

/**
 * Replays what the ledger says of rights, keys and acts of two people, and names what the tables
 * say otherwise: what somebody with the application's login wrote in other people's names.
 */
final class RightsReplay {

  /**
   * A row that must have its entry, and the other way round.
   *
   * <p>Rows of the seed and of the first people are one entry together, so they are left out.
   */
  enum Recorded {
    PROPOSAL("ProposalMade", "proposal", "select id || ' by ' || proposed_by from proposal"),
    CONFIRMATION(
        "ProposalConfirmed",
        "proposal",
        "select proposal_id || ' by ' || answered_by from proposal_answer where answer = 'CONFIRMED'"),
    REJECTION(
        "ProposalRejected",
        "proposal",
        "select proposal_id || ' by ' || answered_by from proposal_answer where answer = 'REJECTED'"),
    RIGHT(
        "RoleGranted",
        "right",
        "select g.id || ' by ' || a.answered_by from role_grant g"
            + " join proposal_answer a on a.proposal_id = g.proposal_id where g.basis = 'PROPOSAL'"),
    END_OF_RIGHT("RoleEnded", "right", "select grant_id || ' by ' || ended_by from role_end");

    private final String event;
    private final String component;
    private final String rows;

    Recorded(String event, String component, String rows) {
      this.event = event;
      this.component = component;
      this.rows = rows;
    }

    /** A query for the identities of the rows: id and person. */
    String rows() {
      return rows;
    }

    /** The same words of an entry. */
    private String identity(LedgerEntry entry) {
      return entry.object().get(component) + " by " + entry.actorId();
    }
  }

  private final Map<Recorded, Set<String>> said = new EnumMap<>(Recorded.class);

  void take(LedgerEntry entry) {
    for (Recorded recorded : Recorded.values()) {
      if (recorded.event.equals(entry.event())) {
        said.computeIfAbsent(recorded, r -> new HashSet<>()).add(recorded.identity(entry));
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
      Set<String> entries = said.getOrDefault(recorded, Set.of());
      Set<String> now = new HashSet<>(rows.apply(recorded));
      Set<String> since = new HashSet<>();
      later.stream()
          .filter(entry -> entry.event().equals(recorded.event))
          .forEach(entry -> since.add(recorded.identity(entry)));
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
    return differences;
  }
}
