package io.chancery.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chancery.casework.CaseView;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a decision is about: all that the rules look at beside the pack and the reviewer's answers.
 * It names nobody.
 *
 * @param kind the instrument's kind
 * @param issuer who issued it, as a code of the pack
 * @param met the conditions that were found to be met
 * @param items what is asked, in order
 * @param known the fields that the platform holds, by field group; no entry for a group not held
 */
record DecisionQuestion(
    String kind,
    String issuer,
    SortedSet<String> met,
    List<Item> items,
    Map<String, List<String>> known) {

  DecisionQuestion {
    met = new TreeSet<>(met);
    items = items.stream().sorted(Comparator.comparingInt(Item::number)).toList();
    known = new TreeMap<>(known);
  }

  /**
   * One field group of one target over one period.
   *
   * @param accountOf the asked target to whose identifier this account answers as well; null for
   *     the asked one
   */
  record Item(
      int number,
      int target,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer accountOf,
      FieldGroup group,
      Period period) {

    /** About the target that was asked for. */
    Item(int number, int target, FieldGroup group, Period period) {
      this(number, target, null, group, period);
    }
  }

  static DecisionQuestion of(CaseView view, Map<String, List<String>> known) {
    List<Item> items =
        view.targets().stream()
            .flatMap(t ->
                t.items().stream()
                    .map(i ->
                        new Item(i.number(), i.target(), t.accountOf(), i.group(), i.period())))
            .toList();
    Map<String, List<String>> ofAsked = new TreeMap<>(known);
    ofAsked.keySet().removeIf(key -> items.stream().noneMatch(i -> i.group().key().equals(key)));
    return new DecisionQuestion(
        view.instrument().kind(),
        view.instrument().issuerType(),
        new TreeSet<>(view.met()),
        items,
        ofAsked);
  }

  /** The fields that the platform holds of a group; none where it does not hold the group. */
  List<String> known(FieldGroup group) {
    return known.getOrDefault(group.key(), List.of());
  }
}
