package io.chancery.review;

import io.chancery.casework.CaseView;
import io.chancery.casework.DeskWords;
import io.chancery.kernel.Fields;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.policy.PolicyPack;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One item of the decide form, with what was typed. A reason is sent together with its outcome, as
 * {@code NARROW:overbroad}: the same code may be a reason for two outcomes, and a reason that
 * belongs to another outcome than the chosen one is none.
 *
 * @param name start of the item's field names, as the rules name them
 */
record ItemForm(
    CaseView.ItemView item,
    String name,
    String asked,
    List<Option> outcomes,
    List<Reasons> reasons,
    String explanation,
    String from,
    String until,
    List<Option> fields) {
  private static final Pattern ITEM = Pattern.compile("items\\[(\\d{1,4})]\\.item");

  /** The reasons of one outcome. */
  record Reasons(String outcome, List<Option> options) {}

  static ItemForm of(
      PageChrome chrome,
      PolicyPack pack,
      CaseView.ItemView item,
      List<String> known,
      @Nullable MultivaluedMap<String, String> form) {
    Fields reached = Fields.of(item.fields());
    String name = "items[" + item.number() + "].";
    List<String> chosen = form == null ? null : fields(form, name);
    List<Outcome> possible =
        !item.reached()
            ? List.of(Outcome.DENY)
            : reached.all()
                ? List.of(Outcome.GRANT, Outcome.NARROW, Outcome.DENY)
                : List.of(Outcome.NARROW, Outcome.DENY);
    // Beyond reach there is one lawful answer; it stands there already.
    String outcome = typed(form, name + "outcome", item.reached() ? "" : Outcome.DENY.name());
    String reason = typed(form, name + "reason", item.reached() ? "" : "DENY:beyond-instrument");
    return new ItemForm(
        item,
        name,
        DeskWords.period(chrome, item.period()),
        Option.of(
            chrome, "outcome_", possible.stream().map(Outcome::name).toList(), Set.of(outcome)),
        possible.stream().map(o -> reasons(chrome, pack, o, reason)).toList(),
        typed(form, name + "explanation", ""),
        typed(form, name + "from", item.period().from().toString()),
        typed(form, name + "until", item.period().until().toString()),
        known.stream()
            .filter(reached::has)
            .map(field -> new Option(field, field, chosen == null || chosen.contains(field)))
            .toList());
  }

  /** What was typed about each item that the form names. */
  static List<ItemInput> inputs(MultivaluedMap<String, String> form) {
    return form.keySet().stream()
        .map(ITEM::matcher)
        .filter(Matcher::matches)
        .map(field -> Integer.parseInt(field.group(1)))
        .sorted(Comparator.naturalOrder())
        .map(number -> input(number, form))
        .toList();
  }

  private static ItemInput input(int number, MultivaluedMap<String, String> form) {
    String name = "items[" + number + "].";
    String outcome = typed(form, name + "outcome", "");
    String reason = typed(form, name + "reason", "");
    return new ItemInput(
        number,
        outcome,
        reason.startsWith(outcome + ":") ? reason.substring(outcome.length() + 1) : "",
        typed(form, name + "explanation", ""),
        typed(form, name + "from", ""),
        typed(form, name + "until", ""),
        fields(form, name));
  }

  /** None at all where boxes were shown and none is ticked; null where there were none to tick. */
  private static @Nullable List<String> fields(MultivaluedMap<String, String> form, String name) {
    return form.containsKey(name + "fieldsShown")
        ? form.getOrDefault(name + "fields", List.of())
        : null;
  }

  private static Reasons reasons(
      PageChrome chrome, PolicyPack pack, Outcome outcome, String chosen) {
    return new Reasons(
        chrome.text("outcome_", outcome),
        pack.reasons().getOrDefault(outcome.name().toLowerCase(Locale.ROOT), List.of()).stream()
            .map(code -> {
              String value = outcome + ":" + code;
              return new Option(value, chrome.text("reason_", code), value.equals(chosen));
            })
            .toList());
  }

  private static String typed(
      @Nullable MultivaluedMap<String, String> form, String field, String otherwise) {
    return form == null ? otherwise : Objects.requireNonNullElse(form.getFirst(field), "");
  }
}
