package io.chancery.intake;

import io.chancery.casework.CaseRelation;
import io.chancery.casework.notice.OrderForm;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier;
import io.chancery.platform.PageChrome;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A draft in words, for the page on which the officer checks the answers. */
record RequestSummary(
    String regime,
    String kind,
    String citation,
    String authority,
    String issuer,
    String docket,
    String issuedOn,
    String dueOn,
    List<RequestFields.Said> statement,
    String declared,
    String order,
    String follows,
    List<TargetSummary> targets) {

  /** One account in words. */
  record TargetSummary(
      int index, String identifier, List<String> groups, String from, String until, String zone) {

    /** Counted as people do. */
    public int number() {
      return index + 1;
    }

    /** The link to change a field of this account, on the draft whose page is {@code at}. */
    public String change(String at, String field) {
      return at + "#targets-" + index + "-" + field;
    }
  }

  /** The link to change a field, on the draft whose page is {@code at}. */
  public String change(String at, String field) {
    return at + "#" + field;
  }

  /** The link to change the document. */
  public String upload(String at) {
    return at + "/instrument";
  }

  static RequestSummary of(RequestForm form, PageChrome chrome, PolicyPacks packs) {
    var row =
        packs
            .pack(Objects.requireNonNullElse(form.regime(), ""))
            .flatMap(pack -> pack.row(Objects.requireNonNullElse(form.kind(), "")));
    String missing = chrome.text("not_given");
    return new RequestSummary(
        packs.regimes().contains(form.regime())
            ? chrome.text("regime_", Objects.requireNonNull(form.regime()))
            : missing,
        row.map(r -> chrome.text("kind_", r.kind())).orElse(missing),
        row.map(PolicyPack.Row::citation).orElse(""),
        text(form.authority(), missing),
        row.filter(r -> r.issuers().contains(form.issuerType()))
            .map(_ -> chrome.text("issuer_", Objects.requireNonNull(form.issuerType())))
            .orElse(missing),
        text(form.docket(), missing),
        text(form.issuedOn(), missing),
        Objects.requireNonNullElse(form.dueOn(), ""),
        row.map(PolicyPack.Row::stated).orElse(List.of()).stream()
            .map(part ->
                new RequestFields.Said(
                    "statement-" + part,
                    chrome.text("condition_", part),
                    "",
                    text(form.said(part), missing)))
            .toList(),
        String.join(
            ", ",
            row.map(PolicyPack.Row::declares).orElse(List.of()).stream()
                .filter(form.declaredList()::contains)
                .map(event -> chrome.text("declare_", event))
                .toList()),
        order(form.nonDisclosure(), chrome, missing),
        follows(form, chrome, missing),
        IntStream.range(0, form.targetList().size())
            .mapToObj(i -> target(i, form.targetList().get(i), chrome, missing))
            .toList());
  }

  /** The order in one line; empty when there is none. */
  private static String order(@Nullable OrderForm order, PageChrome chrome, String missing) {
    return order == null
        ? ""
        : String.join(
            ", ",
            text(order.court(), missing),
            text(order.judge(), missing),
            text(order.docket(), missing),
            chrome.text("order_until") + " " + text(order.endsOn(), missing));
  }

  /** The earlier case in one line; empty when there is none. */
  private static String follows(RequestForm form, PageChrome chrome, String missing) {
    String reference = Objects.requireNonNullElse(form.follows(), "");
    String relation = Objects.requireNonNullElse(form.relation(), "");
    return reference.isBlank() && relation.isBlank()
        ? ""
        : CaseRelation.ofKey(relation).map(it -> chrome.text("relation_", it.key())).orElse(missing)
            + ": "
            + text(reference, missing);
  }

  private static TargetSummary target(
      int index, RequestForm.TargetForm typed, PageChrome chrome, String missing) {
    boolean known =
        Arrays.stream(Identifier.Kind.values())
            .anyMatch(kind -> kind.key().equals(typed.identifierKind()));
    String name = text(typed.identifier(), missing);
    return new TargetSummary(
        index,
        known
            ? chrome.text("identifier_", Objects.requireNonNull(typed.identifierKind()))
                + ": "
                + name
            : name,
        Objects.requireNonNullElse(typed.fieldGroups(), List.<String>of()).stream()
            .filter(key -> key != null && FieldGroup.ofKey(key).isPresent())
            .map(key -> chrome.text("group_", key))
            .toList(),
        text(typed.from(), missing),
        text(typed.until(), missing),
        text(typed.timeZone(), missing));
  }

  private static String text(@Nullable String typed, String missing) {
    return typed == null || typed.isBlank() ? missing : typed.strip();
  }
}
