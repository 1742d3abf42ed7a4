package io.chancery.intake;

import io.chancery.casework.CaseRelation;
import io.chancery.casework.Emergencies;
import io.chancery.casework.notice.OrderForm;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier;
import io.chancery.platform.Option;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The request's form as its page shows it: options in words, and what was typed. */
record RequestFields(
    List<Option> regimes,
    List<Option> kinds,
    List<Option> issuers,
    String authority,
    String docket,
    String issuedOn,
    String dueOn,
    String dueOnHint,
    List<Said> statement,
    List<Option> declared,
    Order order,
    Follows follows,
    List<TargetFields> targets) {

  /** Zones of the agencies that ask; a draft from the API may bring any other. */
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "America/New_York",
          "America/Chicago",
          "America/Denver",
          "America/Phoenix",
          "America/Los_Angeles",
          "America/Anchorage",
          "Pacific/Honolulu",
          "America/Toronto",
          "America/Mexico_City",
          "America/Sao_Paulo",
          "Europe/London",
          "Europe/Berlin",
          "Europe/Athens",
          "Europe/Istanbul",
          "Africa/Johannesburg",
          "Asia/Dubai",
          "Asia/Kolkata",
          "Asia/Singapore",
          "Asia/Tokyo",
          "Australia/Sydney",
          "Pacific/Auckland");

  /** A condition or detail, with the officer's words; {@code hint} may be empty. */
  record Said(String field, String label, String hint, String words) {}

  /** An order that forbids telling the account holders, as typed. */
  record Order(List<Option> grounds, OrderForm typed, boolean given) {}

  /** An earlier case that this request supplements or corrects, as typed. */
  record Follows(String reference, List<Option> relations, boolean given) {}

  /** One account. */
  record TargetFields(
      int index,
      List<Option> kinds,
      String identifier,
      List<Option> groups,
      String from,
      String until,
      List<Option> zones) {

    /** Counted as people do. */
    public int number() {
      return index + 1;
    }

    /** The name of a field of this account. */
    public String field(String name) {
      return TypedRequest.name(index, name);
    }
  }

  static RequestFields of(RequestForm form, PageChrome chrome, PolicyPacks packs) {
    return of(form, chrome, packs, packs.openRegimes(), PolicyPack.Row::open);
  }

  /** The form for kinds that {@code taken} takes. */
  static RequestFields of(
      RequestForm form,
      PageChrome chrome,
      PolicyPacks packs,
      List<String> open,
      Predicate<PolicyPack.Row> taken) {
    // Once a law is chosen, the form asks only for what it needs.
    List<PolicyPack> all =
        open.stream()
            .filter(name -> !open.contains(text(form.regime())) || name.equals(form.regime()))
            .map(packs::required)
            .toList();
    List<PolicyPack.Row> rows =
        all.stream().flatMap(pack -> pack.rows().stream()).filter(taken).toList();
    List<RequestForm.TargetForm> typed =
        form.targetList().isEmpty() ? List.of(TypedRequest.EMPTY) : form.targetList();
    return new RequestFields(
        select(chrome, "regime_", "choose_regime", open, form.regime()),
        rows.stream()
            .map(row ->
                new Option(
                    row.kind(),
                    chrome.text("kind_", row.kind()),
                    row.kind().equals(form.kind()),
                    row.citation()))
            .toList(),
        Option.of(chrome, "issuer_", issuers(rows), one(form.issuerType())),
        text(form.authority()),
        text(form.docket()),
        text(form.issuedOn()),
        text(form.dueOn()),
        dueOnHint(chrome, rows),
        statement(form, chrome, rows),
        declared(form, chrome, rows),
        order(form, chrome, all),
        follows(form, chrome),
        IntStream.range(0, typed.size())
            .mapToObj(i -> target(i, typed.get(i), chrome, rows))
            .toList());
  }

  private static List<Said> statement(
      RequestForm form, PageChrome chrome, List<PolicyPack.Row> rows) {
    return rows.stream()
        .flatMap(row -> row.stated().stream())
        .distinct()
        .map(part ->
            new Said(
                Emergencies.field("statement", part),
                chrome.text("condition_", part),
                hint(chrome, rows, part),
                form.said(part)))
        .toList();
  }

  /** For which kinds the instrument names the day; empty when for none. */
  private static String dueOnHint(PageChrome chrome, List<PolicyPack.Row> rows) {
    List<String> kinds =
        rows.stream()
            .filter(row -> row.clock().unit() == PolicyPack.Unit.DATE_GIVEN)
            .map(row -> chrome.text("kind_", row.kind()))
            .toList();
    return kinds.isEmpty() ? "" : chrome.filled("due_on_hint", String.join(", ", kinds));
  }

  /** How to answer, and for which kinds a part is there, where it is not there for all. */
  private static String hint(PageChrome chrome, List<PolicyPack.Row> rows, String part) {
    List<String> kinds =
        rows.stream()
            .filter(row -> row.stated().contains(part))
            .map(row -> chrome.text("kind_", row.kind()))
            .toList();
    String only =
        kinds.size() == rows.size() ? "" : chrome.filled("only_for", String.join(", ", kinds));
    String how = "how_to_state_" + part;
    return Texts.has(chrome.language(), how) ? (chrome.text(how) + " " + only).strip() : only;
  }

  private static List<Option> declared(
      RequestForm form, PageChrome chrome, List<PolicyPack.Row> rows) {
    return Option.of(
        chrome,
        "declare_",
        rows.stream().flatMap(row -> row.declares().stream()).distinct().toList(),
        form.declaredList());
  }

  private static Order order(RequestForm form, PageChrome chrome, List<PolicyPack> packs) {
    OrderForm typed = Objects.requireNonNullElse(form.nonDisclosure(), OrderForm.empty());
    List<String> grounds =
        packs.stream()
            .map(PolicyPack::notices)
            .filter(Objects::nonNull)
            .flatMap(law -> law.grounds().stream())
            .distinct()
            .toList();
    return new Order(
        select(chrome, "order_ground_", "order_ground_none", grounds, typed.ground()),
        typed,
        form.nonDisclosure() != null);
  }

  private static Follows follows(RequestForm form, PageChrome chrome) {
    return new Follows(
        text(form.follows()),
        select(chrome, "relation_", "relation_none", CaseRelation.keys(), form.relation()),
        !text(form.follows()).isBlank() || !text(form.relation()).isBlank());
  }

  private static TargetFields target(
      int index, RequestForm.TargetForm typed, PageChrome chrome, List<PolicyPack.Row> rows) {
    List<String> kinds = Arrays.stream(Identifier.Kind.values()).map(Identifier.Kind::key).toList();
    List<String> chosen = Objects.requireNonNullElse(typed.fieldGroups(), List.of());
    return new TargetFields(
        index,
        select(chrome, "identifier_", "choose_identifier", kinds, typed.identifierKind()),
        text(typed.identifier()),
        Arrays.stream(FieldGroup.values())
            .map(FieldGroup::key)
            .map(key ->
                new Option(
                    key,
                    chrome.text("group_", key),
                    chosen.contains(key),
                    chrome.text("explain_", key) + reach(key, chrome, rows)))
            .toList(),
        text(typed.from()),
        text(typed.until()),
        zones(chrome, typed.timeZone()));
  }

  /** Says which instruments reach a category, where not all do. */
  private static String reach(String group, PageChrome chrome, List<PolicyPack.Row> rows) {
    List<String> reaching =
        rows.stream()
            .filter(row -> row.touches().contains(group))
            .map(row -> chrome.text("kind_", row.kind()))
            .toList();
    return reaching.size() == rows.size()
        ? ""
        : " " + chrome.filled("only_reached_by", String.join(", ", reaching));
  }

  private static List<String> issuers(List<PolicyPack.Row> rows) {
    Set<String> issuers = new LinkedHashSet<>();
    rows.forEach(row -> issuers.addAll(row.issuers()));
    return List.copyOf(issuers);
  }

  private static List<Option> zones(PageChrome chrome, @Nullable String typed) {
    List<String> zones = new ArrayList<>(ZONES);
    String chosen = text(typed);
    if (!chosen.isEmpty() && !zones.contains(chosen)) {
      zones.add(chosen);
    }
    return withPrompt(
        chrome, "choose_zone", zones, chosen, zone -> zone.replace('_', ' ').replace("/", " / "));
  }

  private static List<Option> select(
      PageChrome chrome,
      String vocabulary,
      String prompt,
      List<String> values,
      @Nullable String chosen) {
    return withPrompt(
        chrome, prompt, values, text(chosen), value -> chrome.text(vocabulary, value));
  }

  private static List<Option> withPrompt(
      PageChrome chrome,
      String prompt,
      List<String> values,
      String chosen,
      Function<String, String> words) {
    List<Option> options = new ArrayList<>();
    options.add(new Option("", chrome.text(prompt), chosen.isEmpty()));
    values.forEach(v -> options.add(new Option(v, words.apply(v), v.equals(chosen))));
    return options;
  }

  private static List<String> one(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static String text(@Nullable String typed) {
    return Objects.requireNonNullElse(typed, "");
  }
}
