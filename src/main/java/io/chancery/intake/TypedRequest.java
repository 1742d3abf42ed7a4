package io.chancery.intake;

import io.chancery.casework.notice.OrderForm;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the page's form as it was typed: nothing is judged or dropped here, so that a draft keeps
 * whatever the officer entered. Fields of the accounts are named like {@code
 * targets[0].identifier}.
 */
final class TypedRequest {
  private static final Pattern TARGET = Pattern.compile("targets\\[(\\d{1,2})]\\..+");
  private static final int MOST_TARGETS = 50;

  private TypedRequest() {}

  static RequestForm of(MultivaluedMap<String, String> form) {
    int last = -1;
    for (String name : form.keySet()) {
      Matcher target = TARGET.matcher(name);
      if (target.matches()) {
        last = Math.max(last, Integer.parseInt(target.group(1)));
      }
    }
    List<RequestForm.TargetForm> targets = new ArrayList<>();
    for (int i = 0; i <= Math.min(last, MOST_TARGETS - 1); i++) {
      String at = name(i, "");
      targets.add(
          new RequestForm.TargetForm(
              form.getFirst(at + "identifierKind"),
              form.getFirst(at + "identifier"),
              form.get(at + "fieldGroups"),
              form.getFirst(at + "from"),
              form.getFirst(at + "until"),
              form.getFirst(at + "timeZone")));
    }
    return new RequestForm(
        form.getFirst("regime"),
        form.getFirst("kind"),
        form.getFirst("authority"),
        form.getFirst("issuerType"),
        form.getFirst("docket"),
        form.getFirst("issuedOn"),
        form.getFirst("dueOn"),
        targets,
        statement(form),
        form.get("declared"),
        OrderForm.typed(form, "nonDisclosure."),
        form.getFirst("follows"),
        form.getFirst("relation"));
  }

  private static Map<String, String> statement(MultivaluedMap<String, String> form) {
    Map<String, String> said = new TreeMap<>();
    for (String name : form.keySet()) {
      if (name.startsWith("statement.") && !form.getFirst(name).isBlank()) {
        said.put(name.substring("statement.".length()), form.getFirst(name));
      }
    }
    return said;
  }

  /** One more account; its period is taken over from the last one, which is mostly the same. */
  static RequestForm withOneMore(RequestForm form) {
    List<RequestForm.TargetForm> targets = new ArrayList<>(form.targetList());
    if (targets.size() >= MOST_TARGETS) {
      return form;
    }
    RequestForm.TargetForm last = targets.isEmpty() ? EMPTY : targets.getLast();
    targets.add(
        new RequestForm.TargetForm(
            last.identifierKind(),
            null,
            last.fieldGroups(),
            last.from(),
            last.until(),
            last.timeZone()));
    return with(form, targets);
  }

  /** Without the account at {@code index}; the last one stays. */
  static RequestForm without(RequestForm form, int index) {
    List<RequestForm.TargetForm> targets = new ArrayList<>(form.targetList());
    if (index >= 0 && index < targets.size() && targets.size() > 1) {
      targets.remove(index);
    }
    return with(form, targets);
  }

  /** The name of an account's field. */
  static String name(int index, String field) {
    return "targets[" + index + "]." + field;
  }

  static final RequestForm.TargetForm EMPTY =
      new RequestForm.TargetForm(null, null, null, null, null, null);

  /** A form in which nothing has been typed, with one account to fill in. */
  static RequestForm empty(@Nullable String regime) {
    return new RequestForm(
        regime, null, null, null, null, null, null, List.of(EMPTY), null, null, null, null, null);
  }

  private static RequestForm with(RequestForm form, List<RequestForm.TargetForm> targets) {
    return new RequestForm(
        form.regime(),
        form.kind(),
        form.authority(),
        form.issuerType(),
        form.docket(),
        form.issuedOn(),
        form.dueOn(),
        targets,
        form.statement(),
        form.declared(),
        form.nonDisclosure(),
        form.follows(),
        form.relation());
  }
}
