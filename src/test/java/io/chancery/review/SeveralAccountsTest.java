package io.chancery.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.CaseView;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.ShippedPacks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of several accounts that answer to one identifier, what is kept is granted and nothing else. */
class SeveralAccountsTest {
  private static final Period YEAR =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
  private static final List<FieldGroup> GROUPS =
      List.of(FieldGroup.SUBSCRIBER, FieldGroup.POSTS, FieldGroup.SESSIONS);
  private static final PolicyPack PACK =
      ShippedPacks.all().stream()
          .filter(p -> p.pack().equals("us-federal"))
          .reduce((_, last) -> last)
          .orElseThrow();

  @Test
  void nothingOutsideTheKeptAccountsIsEverGranted() {
    for (int seed = 0; seed < 300; seed++) {
      Random draw = new Random(seed);
      int accounts = 1 + draw.nextInt(6);
      List<CaseView.TargetView> targets = targets(accounts);
      Map<Integer, String> hashes = new TreeMap<>();
      targets.forEach(target -> hashes.put(target.number(), "hash-" + target.number()));
      DecisionQuestion asked = asked(targets);
      TreeSet<Integer> kept = new TreeSet<>();
      List<ItemInput> answers = new ArrayList<>();
      for (DecisionQuestion.Item item : asked.items()) {
        boolean keeps = draw.nextBoolean();
        if (keeps) {
          kept.add(item.number());
        }
        answers.add(
            keeps
                ? answer(item.number(), "GRANT", "within-instrument")
                : answer(item.number(), "DENY", "overbroad"));
      }

      DecisionRules.Checked checked = DecisionRules.check(asked, PACK, answers);
      assertThat(checked.errors()).isEmpty();
      List<ApprovedScope.Granted> scope = Approvals.granted(rows(checked), targets, hashes);

      TreeSet<Integer> granted = new TreeSet<>();
      for (ApprovedScope.Granted each : scope) {
        CaseView.TargetView target = targets.get(each.target() - 1);
        assertThat(each.accountHash()).isEqualTo("hash-" + target.number());
        assertThat(each.accountOf()).isEqualTo(target.accountOf());
        target.items().stream()
            .filter(item -> item.group() == each.group())
            .forEach(item -> granted.add(item.number()));
      }
      assertThat(granted).as("seed %d", seed).isEqualTo(kept);
      assertThat(scope).hasSameSizeAs(kept);
      assertThat(DecisionRules.isWithin(asked, PACK, scope)).isTrue();
    }
  }

  @Test
  void anItemOfAnAccountThatNobodyFoundIsRefused() {
    DecisionQuestion asked = asked(targets(2));
    List<ItemInput> answers = new ArrayList<>();
    asked.items().forEach(item -> answers.add(answer(item.number(), "DENY", "overbroad")));
    answers.add(answer(7, "GRANT", "within-instrument"));
    assertThat(DecisionRules.check(asked, PACK, answers).errors())
        .containsExactly(new FieldError("items", "items_unknown"));
  }

  @Test
  void anAccountOfAnotherIdentifierIsNotWithinWhatWasAsked() {
    DecisionQuestion asked = asked(targets(2));
    for (Integer of : new Integer[] {null, 2}) {
      ApprovedScope.Granted forged =
          new ApprovedScope.Granted(2, of, "hash-2", FieldGroup.POSTS, YEAR, null);
      assertThat(DecisionRules.isWithin(asked, PACK, List.of(forged))).isFalse();
    }
    ApprovedScope.Granted genuine =
        new ApprovedScope.Granted(2, 1, "hash-2", FieldGroup.POSTS, YEAR, null);
    assertThat(DecisionRules.isWithin(asked, PACK, List.of(genuine))).isTrue();
  }

  private static ItemInput answer(int item, String outcome, String reason) {
    return new ItemInput(item, outcome, reason, "in words", null, null, null);
  }

  private static List<ItemDecision> rows(DecisionRules.Checked checked) {
    return checked.items().stream()
        .map(d ->
            new ItemDecision(
                new UUID(3, d.item().number()),
                new DecisionId(new UUID(2, 2)),
                new CaseId(new UUID(1, 1)),
                d.item().number(),
                d.outcome(),
                d.reason(),
                d.explanation(),
                d.granted(),
                d.fields()))
        .toList();
  }

  private static List<CaseView.TargetView> targets(int accounts) {
    List<CaseView.TargetView> targets = new ArrayList<>();
    int item = 0;
    for (int number = 1; number <= accounts; number++) {
      List<CaseView.ItemView> items = new ArrayList<>();
      for (FieldGroup group : GROUPS) {
        item++;
        items.add(new CaseView.ItemView(item, number, group, YEAR, true, null));
      }
      targets.add(
          new CaseView.TargetView(
              number, "email", "", "UTC", "FOUND", number == 1 ? null : 1, items));
    }
    return targets;
  }

  private static DecisionQuestion asked(List<CaseView.TargetView> targets) {
    return new DecisionQuestion(
        "search-warrant",
        "federal-judge",
        new TreeSet<>(),
        targets.stream()
            .flatMap(t ->
                t.items().stream()
                    .map(i ->
                        new DecisionQuestion.Item(
                            i.number(), t.number(), t.accountOf(), i.group(), i.period())))
            .toList(),
        Map.of());
  }
}
