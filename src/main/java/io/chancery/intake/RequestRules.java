package io.chancery.intake;

import io.chancery.casework.CaseLinks;
import io.chancery.casework.Emergencies;
import io.chancery.casework.IdentifierRules;
import io.chancery.casework.NewCase;
import io.chancery.casework.notice.OrderRules;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier;
import io.chancery.kernel.Period;
import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.PolicyPack;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a request must look like before it opens a case. Pure. Every finding names the field and a
 * code whose text holds the remedy; none repeats what was typed.
 */
final class RequestRules {
  private static final int MOST_TARGETS = 50;

  private final List<FieldError> errors = new ArrayList<>();
  private final LocalDate today;
  private final Predicate<PolicyPack.Row> taken;

  private RequestRules(LocalDate today, Predicate<PolicyPack.Row> taken) {
    this.today = today;
    this.taken = taken;
  }

  /** What came of checking: either the findings, or everything in its proper type. */
  record Checked(
      List<FieldError> errors,
      Optional<Paper> paper,
      List<NewCase.Asked> targets,
      Map<String, String> statement,
      List<String> declared,
      @Nullable LocalDate dueOn,
      NewCase.@Nullable Order order,
      NewCase.@Nullable Follows follows) {}

  /** The instrument's fields. */
  record Paper(
      String kind, String authority, String issuerType, String docket, LocalDate issuedOn) {}

  /**
   * Checks a form.
   *
   * @param pack the regime's pack, or empty when the form names none that is installed
   * @param today the day on which it is checked, UTC
   * @param standing what the reference of an earlier case stands for to the agency
   */
  static Checked check(
      RequestForm form,
      Optional<PolicyPack> pack,
      LocalDate today,
      Function<String, CaseLinks.Standing> standing) {
    return check(form, pack, today, standing, PolicyPack.Row::open);
  }

  /** As above, of kinds that {@code taken} takes. */
  static Checked check(
      RequestForm form,
      Optional<PolicyPack> pack,
      LocalDate today,
      Function<String, CaseLinks.Standing> standing,
      Predicate<PolicyPack.Row> taken) {
    RequestRules rules = new RequestRules(today, taken);
    Optional<Paper> paper = rules.paper(form, pack);
    List<NewCase.Asked> targets = rules.targets(form);
    Map<String, String> statement = rules.statement(form, pack);
    List<String> declared = rules.declared(form, pack);
    LocalDate dueOn = rules.dueOn(form, pack);
    NewCase.Order order = rules.order(form, pack);
    FollowRules.Checked follows = FollowRules.check(form.follows(), form.relation(), standing);
    rules.errors.addAll(follows.errors());
    return new Checked(
        List.copyOf(rules.errors),
        rules.errors.isEmpty() ? paper : Optional.empty(),
        rules.errors.isEmpty() ? targets : List.of(),
        rules.errors.isEmpty() ? statement : Map.of(),
        rules.errors.isEmpty() ? declared : List.of(),
        rules.errors.isEmpty() ? dueOn : null,
        rules.errors.isEmpty() ? order : null,
        rules.errors.isEmpty() ? follows.follows().orElse(null) : null);
  }

  private Optional<Paper> paper(RequestForm form, Optional<PolicyPack> pack) {
    if (pack.isEmpty()) {
      errors.add(new FieldError("regime", "regime_unknown"));
    }
    Optional<PolicyPack.Row> row =
        pack.flatMap(p -> p.row(Objects.requireNonNullElse(form.kind(), "")));
    if (pack.isPresent() && row.isEmpty()) {
      errors.add(new FieldError("kind", "kind_unknown"));
    }
    // A kind of which a step is missing does not begin: the text says where to turn instead.
    row.filter(taken.negate())
        .ifPresent(r ->
            errors.add(
                r.closedToAgencies() == null
                    ? new FieldError("kind", "kind_unknown")
                    : new FieldError("kind", "closed_" + r.closedToAgencies())));
    String issuer = text("issuerType", form.issuerType(), 100);
    if (row.isPresent()
        && taken.test(row.get())
        && !issuer.isEmpty()
        && !row.get().issuers().contains(issuer)) {
      errors.add(new FieldError("issuerType", "issuer_unknown"));
    }
    String authority = text("authority", form.authority(), 200);
    String docket = text("docket", form.docket(), 100);
    LocalDate issuedOn = issuedOn(form.issuedOn());
    return row.map(r -> new Paper(r.kind(), authority, issuer, docket, issuedOn));
  }

  /** Conditions and details in the officer's own words: some must be said, others may. */
  private Map<String, String> statement(RequestForm form, Optional<PolicyPack> pack) {
    Map<String, String> said = new LinkedHashMap<>();
    Optional<PolicyPack.Row> row = openRow(form, pack);
    List<String> must = row.map(PolicyPack.Row::mustState).orElse(List.of());
    for (String part : row.map(PolicyPack.Row::stated).orElse(List.of())) {
      String words = form.said(part).strip();
      if (words.isEmpty() && !must.contains(part)) {
        continue;
      }
      if (!Emergencies.isInWords(words)) {
        errors.add(new FieldError(Emergencies.field("statement", part), "statement_words"));
      }
      said.put(part, words);
    }
    return said;
  }

  private List<String> declared(RequestForm form, Optional<PolicyPack> pack) {
    List<String> known = openRow(form, pack).map(PolicyPack.Row::declares).orElse(List.of());
    List<String> declared = form.declaredList().stream().distinct().toList();
    if (!known.containsAll(declared)) {
      errors.add(new FieldError("declared", "declared_unknown"));
    }
    return declared;
  }

  /** The day that the instrument names for its answer; only where the law counts by it. */
  private @Nullable LocalDate dueOn(RequestForm form, Optional<PolicyPack> pack) {
    boolean named =
        openRow(form, pack)
            .filter(row -> row.clock().unit() == PolicyPack.Unit.DATE_GIVEN)
            .isPresent();
    String typed = Objects.requireNonNullElse(form.dueOn(), "").strip();
    if (!named) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(typed);
      if (day.isBefore(today)) {
        errors.add(new FieldError("dueOn", "date_in_past"));
      } else if (day.isAfter(today.plusYears(2))) {
        errors.add(new FieldError("dueOn", "date_too_far"));
      }
      return day;
    } catch (DateTimeParseException e) {
      errors.add(new FieldError("dueOn", "date_shape"));
      return null;
    }
  }

  private Optional<PolicyPack.Row> openRow(RequestForm form, Optional<PolicyPack> pack) {
    return pack.flatMap(p -> p.row(Objects.requireNonNullElse(form.kind(), ""))).filter(taken);
  }

  /** An order that forbids telling the account holders: optional, but whole where it is given. */
  private NewCase.@Nullable Order order(RequestForm form, Optional<PolicyPack> pack) {
    if (form.nonDisclosure() == null || pack.isEmpty()) {
      return null;
    }
    OrderRules.Checked checked =
        OrderRules.check(
            form.nonDisclosure(),
            "nonDisclosure.",
            pack.get().notices(),
            pack.get().place().zone(),
            today,
            Objects.requireNonNullElse(form.docket(), ""),
            Set.of(),
            false);
    errors.addAll(checked.errors());
    return checked.order().orElse(null);
  }

  private LocalDate issuedOn(@Nullable String typed) {
    try {
      LocalDate day = LocalDate.parse(Objects.requireNonNullElse(typed, "").strip());
      // A day of grace: it may already be tomorrow where the court sits.
      if (day.isAfter(today.plusDays(1))) {
        errors.add(new FieldError("issuedOn", "date_in_future"));
      } else if (day.isBefore(today.minusYears(10))) {
        errors.add(new FieldError("issuedOn", "date_too_old"));
      }
      return day;
    } catch (DateTimeParseException e) {
      errors.add(new FieldError("issuedOn", "date_shape"));
      return today;
    }
  }

  private List<NewCase.Asked> targets(RequestForm form) {
    List<RequestForm.TargetForm> typed = form.targetList();
    if (typed.isEmpty()) {
      errors.add(new FieldError("targets", "targets_missing"));
    }
    if (typed.size() > MOST_TARGETS) {
      errors.add(new FieldError("targets", "targets_too_many"));
      return List.of();
    }
    List<NewCase.Asked> asked = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      target("targets[" + i + "].", typed.get(i)).ifPresent(asked::add);
    }
    return asked;
  }

  private Optional<NewCase.Asked> target(String at, RequestForm.TargetForm form) {
    int before = errors.size();
    Optional<Identifier> identifier = identifier(at, form);
    List<FieldGroup> groups = new ArrayList<>();
    List<String> keys = Objects.requireNonNullElse(form.fieldGroups(), List.of());
    for (String key : keys) {
      FieldGroup.ofKey(Objects.requireNonNullElse(key, ""))
          .ifPresentOrElse(
              group -> {
                if (!groups.contains(group)) {
                  groups.add(group);
                }
              },
              () -> errors.add(new FieldError(at + "fieldGroups", "group_unknown")));
    }
    if (keys.isEmpty()) {
      errors.add(new FieldError(at + "fieldGroups", "groups_missing"));
    }
    Optional<ZoneId> zone = zone(at, form.timeZone());
    // The days are judged even where their zone is missing, so that all is said at once.
    Optional<Period> period = period(at, form, zone.orElse(ZoneOffset.UTC));
    if (errors.size() > before || identifier.isEmpty() || zone.isEmpty() || period.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new NewCase.Asked(
            identifier.get(), groups.stream().sorted().toList(), period.get(), zone.get().getId()));
  }

  private Optional<Identifier> identifier(String at, RequestForm.TargetForm form) {
    Optional<Identifier.Kind> kind =
        java.util.Arrays.stream(Identifier.Kind.values())
            .filter(k -> k.key().equals(form.identifierKind()))
            .findFirst();
    if (kind.isEmpty()) {
      errors.add(new FieldError(at + "identifierKind", "identifier_kind_unknown"));
      return Optional.empty();
    }
    String value = Objects.requireNonNullElse(form.identifier(), "").strip();
    Optional<Identifier> normal = IdentifierRules.normal(kind.get(), value);
    if (normal.isEmpty()) {
      errors.add(new FieldError(at + "identifier", "identifier_shape_" + kind.get().key()));
    }
    return normal;
  }

  private Optional<ZoneId> zone(String at, @Nullable String name) {
    try {
      return Optional.of(ZoneId.of(Objects.requireNonNullElse(name, "").strip()));
    } catch (DateTimeException e) {
      errors.add(new FieldError(at + "timeZone", "time_zone_unknown"));
      return Optional.empty();
    }
  }

  private Optional<Period> period(String at, RequestForm.TargetForm form, ZoneId zone) {
    Optional<Instant> from = moment(at + "from", form.from(), zone, 0);
    Optional<Instant> until = moment(at + "until", form.until(), zone, 1);
    if (from.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(until.get())) {
      errors.add(new FieldError(at + "until", "period_reversed"));
      return Optional.empty();
    }
    return Optional.of(new Period(from.get(), until.get()));
  }

  private Optional<Instant> moment(
      String field, @Nullable String typed, ZoneId zone, int daysAfter) {
    String value = Objects.requireNonNullElse(typed, "").strip();
    try {
      Instant at =
          value.length() == 10
              ? LocalDate.parse(value).plusDays(daysAfter).atStartOfDay(zone).toInstant()
              : Instant.parse(value);
      if (at.isAfter(Instant.parse("2000-01-01T00:00:00Z"))
          && at.isBefore(Instant.parse("2100-01-01T00:00:00Z"))) {
        return Optional.of(at);
      }
    } catch (DateTimeParseException e) {
      // Falls through: one finding, whatever was wrong with it.
    }
    errors.add(new FieldError(field, "moment_shape"));
    return Optional.empty();
  }

  private String text(String field, @Nullable String typed, int most) {
    String value = Objects.requireNonNullElse(typed, "").strip();
    if (value.isEmpty()) {
      errors.add(new FieldError(field, field + "_missing"));
    } else if (value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError(field, "text_too_long"));
    }
    return value;
  }
}
