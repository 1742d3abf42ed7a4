package io.chancery.casework;

import static io.chancery.casework.CaseStatus.*;

import io.chancery.custody.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger's entries alone say about every case, and where the tables say something else.
 * Pure: takes entries in the order of the tree, then rows.
 */
final class CaseReplay {
  /** Row and entry are written in one transaction, moments apart. */
  private static final Duration APART = Duration.ofMinutes(1);

  /** A case as its table has it. */
  record CaseRow(String reference, CaseStatus status) {}

  /** A step as its table has it. */
  record StepRow(
      String reference, String step, String actor, String role, String toStatus, Instant at) {}

  /** One difference between tables and ledger. */
  record Difference(String reference, String text) {}

  /** What an event of the ledger does to a case; CaseReplayTest compares it with CaseStep. */
  record Move(String step, Set<CaseStatus> from, Set<CaseStatus> to) {}

  private record Seen(String step, String actor, String role, Instant at, Set<CaseStatus> after) {}

  private static final class State {
    /** Where the entries lead; more than one after entries that do not decide. */
    Set<CaseStatus> possible = EnumSet.noneOf(CaseStatus.class);

    boolean allDenied;
    final List<Seen> steps = new ArrayList<>();
    final List<String> impossible = new ArrayList<>();
  }

  private static final Set<CaseStatus> WITHDRAWABLE =
      EnumSet.of(
          SUBMITTED,
          IN_REVIEW,
          AWAITING_APPROVAL,
          APPROVED,
          COLLECTING,
          COLLECTED,
          SEALED,
          PRESERVED);

  static final Map<String, Move> MOVES =
      Map.ofEntries(
          move("RequestSubmitted", "Submit", Set.of(), Set.of(SUBMITTED)),
          move("ReferralMade", "Refer", Set.of(), Set.of(SUBMITTED)),
          move("RequestVerified", "Verify", Set.of(SUBMITTED), Set.of(IN_REVIEW)),
          move(
              "RequestRefused",
              "Refuse",
              Set.of(SUBMITTED, IN_REVIEW, AWAITING_APPROVAL),
              Set.of(REFUSED)),
          move("DecisionProposed", "Propose", Set.of(IN_REVIEW), Set.of(AWAITING_APPROVAL)),
          move("DecisionSentBack", "SendBack", Set.of(AWAITING_APPROVAL), Set.of(IN_REVIEW)),
          move(
              "DecisionApproved",
              "Approve",
              Set.of(AWAITING_APPROVAL),
              Set.of(AWAITING_APPROVAL, APPROVED, REFUSED)),
          move(
              "DecisionCosigned",
              "ThirdSign",
              Set.of(AWAITING_APPROVAL),
              Set.of(APPROVED, REFUSED)),
          move("CollectionBegun", "BeginCollection", Set.of(APPROVED), Set.of(COLLECTING)),
          move("CollectionFinished", "FinishCollection", Set.of(COLLECTING), Set.of(COLLECTED)),
          move("CollectionCancelled", "CancelCollection", Set.of(COLLECTING), Set.of(APPROVED)),
          move("CollectionRepeated", "Recollect", Set.of(COLLECTED), Set.of(COLLECTING)),
          move("ExclusionProposed", "ProposeExclusion", Set.of(COLLECTED), Set.of(COLLECTED)),
          move("ExclusionConfirmed", "ConfirmExclusion", Set.of(COLLECTED), Set.of(COLLECTED)),
          move("ExclusionRejected", "RejectExclusion", Set.of(COLLECTED), Set.of(COLLECTED)),
          move("PackageSealed", "Seal", Set.of(COLLECTED), Set.of(SEALED)),
          move("PackageVoided", "Void", Set.of(SEALED), Set.of(COLLECTED)),
          move("ProductionReleased", "Release", Set.of(SEALED), Set.of(RELEASED)),
          move("ReleaseRecalled", "Recall", Set.of(RELEASED), Set.of(SEALED)),
          move("HandedOver", "ConfirmHandOver", Set.of(RELEASED), Set.of(DELIVERED)),
          move("GrantExpired", "Expire", Set.of(RELEASED), Set.of(SEALED)),
          move("ReissueProposed", "ProposeReissue", Set.of(DELIVERED), Set.of(DELIVERED)),
          move("ReissueConfirmed", "Reissue", Set.of(DELIVERED), Set.of(COLLECTED)),
          move("ReissueRejected", "RejectReissue", Set.of(DELIVERED), Set.of(DELIVERED)),
          move("ReissueEnded", "EndReissue", Set.of(COLLECTED, SEALED), Set.of(DELIVERED)),
          move(
              "CaseStopped",
              "Stop",
              Set.of(APPROVED, COLLECTING, COLLECTED, SEALED),
              Set.of(REFUSED)),
          move("CaseReopened", "Reopen", Set.of(APPROVED, COLLECTED, SEALED), Set.of(IN_REVIEW)),
          move("CaseClosed", "Close", Set.of(DELIVERED), Set.of(CLOSED)),
          move("SnapshotBegun", "BeginSnapshot", Set.of(SUBMITTED, IN_REVIEW), Set.of(COLLECTING)),
          move("SnapshotTaken", "Preserve", Set.of(COLLECTED), Set.of(PRESERVED)),
          move("PreservationExtended", "Extend", Set.of(PRESERVED), Set.of(PRESERVED)),
          move("PreservationLapsed", "Lapse", Set.of(PRESERVED), Set.of(CLOSED)),
          move("HoldLifted", "Lift", Set.of(PRESERVED), Set.of(CLOSED)),
          move("RequestWithdrawn", "Withdraw", WITHDRAWABLE, Set.of(WITHDRAWN)));

  private final Map<String, State> states = new HashMap<>();

  /** Takes the next entry; entries about no case, and those that move none, are passed over. */
  void take(LedgerEntry entry) {
    if (entry.reference() == null) {
      return;
    }
    State state = states.computeIfAbsent(entry.reference().value(), _ -> new State());
    Move move = MOVES.get(entry.event());
    if (move == null) {
      return;
    }
    boolean opens = move.from().isEmpty();
    boolean fits =
        opens ? state.possible.isEmpty() : move.from().stream().anyMatch(state.possible::contains);
    if (!fits) {
      state.impossible.add(
          "entry "
              + entry.n()
              + " is a "
              + entry.event()
              + ", which is not possible from "
              + words(state.possible));
    }
    if (entry.event().equals("DecisionProposed")) {
      state.allDenied = number(entry, "granted") == 0 && number(entry, "narrowed") == 0;
    }
    state.possible = after(move, state.allDenied, entry.object().get("awaitsSecond"));
    state.steps.add(
        new Seen(move.step(), entry.actorId(), entry.role(), entry.at(), state.possible));
  }

  private static Set<CaseStatus> after(
      Move move, boolean allDenied, @Nullable Object awaitsSecond) {
    Set<CaseStatus> after = EnumSet.copyOf(move.to());
    if (Boolean.TRUE.equals(awaitsSecond)) {
      return EnumSet.of(AWAITING_APPROVAL);
    }
    if (Boolean.FALSE.equals(awaitsSecond)) {
      after.remove(AWAITING_APPROVAL);
    }
    if (after.contains(APPROVED)) {
      after.remove(allDenied ? APPROVED : REFUSED);
    }
    return after;
  }

  /** Every difference, by reference. */
  List<Difference> compare(Collection<CaseRow> cases, Collection<StepRow> steps) {
    List<Difference> differences = new ArrayList<>();
    Map<String, CaseRow> rows = new HashMap<>();
    cases.forEach(row -> rows.put(row.reference(), row));
    Map<String, List<StepRow>> taken =
        steps.stream().collect(Collectors.groupingBy(StepRow::reference, Collectors.toList()));
    Set<String> references = new TreeSet<>(states.keySet());
    references.addAll(rows.keySet());
    references.addAll(taken.keySet());
    for (String reference : references) {
      texts(states.get(reference), rows.get(reference), taken.getOrDefault(reference, List.of()))
          .forEach(text -> differences.add(new Difference(reference, text)));
    }
    return differences;
  }

  private static List<String> texts(
      @Nullable State state, @Nullable CaseRow row, List<StepRow> taken) {
    if (state == null) {
      return List.of("the table has this case, the ledger says nothing of it");
    }
    List<String> texts = new ArrayList<>(state.impossible);
    if (row == null) {
      texts.add(
          "the table does not have this case, the ledger says that it is " + words(state.possible));
    } else if (!state.possible.contains(row.status())) {
      texts.add(
          "the table says that the case is "
              + row.status()
              + ", the ledger says "
              + words(state.possible));
    }
    Map<String, List<Seen>> entries =
        state.steps.stream()
            .collect(Collectors.groupingBy(Seen::step, TreeMap::new, Collectors.toList()));
    Map<String, List<StepRow>> rows =
        taken.stream()
            .collect(Collectors.groupingBy(StepRow::step, TreeMap::new, Collectors.toList()));
    Set<String> names = new TreeSet<>(entries.keySet());
    names.addAll(rows.keySet());
    for (String name : names) {
      compareSteps(
          name, rows.getOrDefault(name, List.of()), entries.getOrDefault(name, List.of()), texts);
    }
    return texts;
  }

  /** Steps of one name, in their order: each row has its entry, each entry its row. */
  private static void compareSteps(
      String name, List<StepRow> rows, List<Seen> entries, List<String> texts) {
    if (rows.size() != entries.size()) {
      texts.add(
          "the table has the step "
              + name
              + " "
              + times(rows.size())
              + ", the ledger "
              + times(entries.size()));
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      StepRow row = rows.get(i);
      Seen entry = entries.get(i);
      String step = "the table says that the step " + name + " at " + entry.at();
      if (!row.actor().equals(entry.actor()) || !row.role().equals(entry.role())) {
        texts.add(
            step
                + " was taken by "
                + row.actor()
                + " as "
                + row.role()
                + ", the ledger says by "
                + entry.actor()
                + " as "
                + entry.role());
      }
      if (entry.after().stream().noneMatch(status -> status.name().equals(row.toStatus()))) {
        texts.add(
            step + " led to " + row.toStatus() + ", the ledger says to " + words(entry.after()));
      }
      if (Duration.between(row.at(), entry.at()).abs().compareTo(APART) > 0) {
        texts.add(step + " was taken at " + row.at());
      }
    }
  }

  private static String words(Set<CaseStatus> statuses) {
    return statuses.isEmpty()
        ? "no status"
        : statuses.stream().map(CaseStatus::name).collect(Collectors.joining(" or "));
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static long number(LedgerEntry entry, String component) {
    return entry.object().get(component) instanceof Number number ? number.longValue() : 0;
  }

  private static Map.Entry<String, Move> move(
      String event, String step, Set<CaseStatus> from, Set<CaseStatus> to) {
    return Map.entry(event, new Move(step, from, to));
  }
}
