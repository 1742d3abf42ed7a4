package io.chancery.review;

import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lets a decision follow again from its inputs, under the same or another version. Pure. */
final class DecisionReplay {
  private static final String NOTHING = "nothing";

  private DecisionReplay() {}

  /**
   * What follows.
   *
   * @param items in order
   * @param deadlines end of each clock that had started, by its name; {@code none} while it rests
   *     or has no end
   */
  record Result(List<Item> items, SortedMap<String, String> deadlines) {
    Result {
      items = List.copyOf(items);
      deadlines = new TreeMap<>(deadlines);
    }
  }

  /**
   * What follows for one item.
   *
   * @param group key of the field group
   * @param reach {@code *} for every field, names, or {@code nothing}
   * @param refused codes of the rules' findings; empty when the answer is lawful
   * @param granted null when nothing is granted, or the answer is refused
   * @param fields the granted fields; null for every field
   */
  record Item(
      int number,
      String group,
      String outcome,
      String reach,
      List<String> refused,
      @Nullable Period granted,
      @Nullable List<String> fields) {
    Item {
      refused = List.copyOf(refused);
    }
  }

  /** What the rules make of a decision's inputs under a version of its regime's pack. */
  static Result run(
      DecisionQuestion asked,
      List<DecisionInputs.Answer> answers,
      List<Clocks.Event> happened,
      PolicyPack pack) {
    DecisionRules.Checked checked =
        DecisionRules.check(
            asked, pack, answers.stream().map(DecisionInputs.Answer::again).toList());
    var reach = DecisionRules.reach(asked, pack);
    List<Item> items = new ArrayList<>();
    for (DecisionQuestion.Item item : asked.items()) {
      Optional<DecisionRules.Decided> decided =
          checked.items().stream().filter(d -> d.item().number() == item.number()).findFirst();
      Fields reached = reach.get(item.group());
      items.add(
          new Item(
              item.number(),
              item.group().key(),
              answers.stream()
                  .filter(a -> a.item() == item.number())
                  .map(DecisionInputs.Answer::outcome)
                  .findFirst()
                  .orElse(""),
              reached == null ? NOTHING : reached.text(),
              checked.errors().stream()
                  .filter(e -> e.field().startsWith("items[" + item.number() + "]."))
                  .map(FieldError::code)
                  .distinct()
                  .sorted()
                  .toList(),
              decided.map(DecisionRules.Decided::granted).orElse(null),
              decided.map(d -> d.fields().named()).orElse(null)));
    }
    return new Result(items, deadlines(asked, happened, pack));
  }

  private static SortedMap<String, String> deadlines(
      DecisionQuestion asked, List<Clocks.Event> happened, PolicyPack pack) {
    SortedMap<String, String> deadlines = new TreeMap<>();
    List<String> names = happened.stream().map(Clocks.Event::name).toList();
    pack.row(asked.kind()).stream()
        .flatMap(row -> row.clocks().stream())
        .filter(clock -> clock.appliesTo(names))
        .map(clock -> Clocks.compute(clock, pack.place(), happened))
        .filter(clock -> clock.state() != Clocks.State.NOT_STARTED)
        .forEach(clock -> {
          Instant due = clock.due();
          deadlines.put(clock.rule().name(), due == null ? "none" : due.toString());
        });
    return deadlines;
  }

  /** Where two results differ, each a sentence that names the item or the clock, and why. */
  static List<String> differences(Result was, Result is) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(was.items().size(), is.items().size()); i++) {
      Item before = i < was.items().size() ? was.items().get(i) : null;
      Item after = i < is.items().size() ? is.items().get(i) : null;
      if (before == null || after == null) {
        differences.add("item " + (i + 1) + ": is in one of the two alone");
      } else {
        item(before, after, differences);
      }
    }
    SortedMap<String, String> clocks = new TreeMap<>(was.deadlines());
    clocks.putAll(is.deadlines());
    for (Map.Entry<String, String> clock : clocks.entrySet()) {
      String before = was.deadlines().getOrDefault(clock.getKey(), "not there");
      String after = is.deadlines().getOrDefault(clock.getKey(), "not there");
      differ("clock " + clock.getKey(), "ends", before, after, differences);
    }
    return differences;
  }

  private static void item(Item was, Item is, List<String> differences) {
    String name = "item " + is.number() + " (" + is.group() + ")";
    differ(
        name,
        "what is asked",
        was.number() + " " + was.group(),
        is.number() + " " + is.group(),
        differences);
    differ(name, "the reviewer's answer", was.outcome(), is.outcome(), differences);
    differ(name, "reach", was.reach(), is.reach(), differences);
    differ(name, "outcome", said(was), said(is), differences);
  }

  private static String said(Item item) {
    if (!item.refused().isEmpty()) {
      return item.outcome() + " refused (" + String.join(", ", item.refused()) + ")";
    }
    Period granted = item.granted();
    return granted == null
        ? item.outcome()
        : item.outcome()
            + " "
            + granted.from()
            + " to "
            + granted.until()
            + " fields "
            + Fields.of(item.fields()).text();
  }

  private static void differ(
      String of, String what, String was, String is, List<String> differences) {
    if (!Objects.equals(was, is)) {
      differences.add(of + ": " + what + " was " + was + ", is " + is);
    }
  }
}
