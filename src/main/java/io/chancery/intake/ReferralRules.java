package io.chancery.intake;

import io.chancery.casework.CaseLinks;
import io.chancery.casework.Emergencies;
import io.chancery.platform.Problem.FieldError;
import io.chancery.policy.PolicyPack;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a referral must look like before it opens a case. Pure. What it asks to be read is judged by
 * the rules of every request; its own are the addressee and the time of awareness.
 */
final class ReferralRules {
  /** Whoever has known for longer sends no emergency; a mistyped year is found. */
  private static final Duration OLDEST = Duration.ofDays(366);

  private ReferralRules() {}

  /** The findings, or everything in its proper type. */
  record Checked(
      List<FieldError> errors, Optional<RequestRules.Checked> request, @Nullable Instant awareAt) {

    Checked {
      errors = List.copyOf(errors);
    }
  }

  /**
   * Checks a form.
   *
   * @param addressees ids of the officers of the chosen agency who may receive now
   */
  static Checked check(
      ReferralForm form,
      String operator,
      Optional<PolicyPack> pack,
      List<String> addressees,
      Instant now) {
    List<FieldError> errors = new ArrayList<>();
    if (!addressees.contains(Objects.requireNonNullElse(form.officer(), ""))) {
      errors.add(new FieldError("officer", "referral_officer"));
    }
    Optional<Instant> aware = awareAt(form.awareAt());
    if (aware.isEmpty()) {
      errors.add(new FieldError("awareAt", "referral_aware_shape"));
    } else if (aware.get().isAfter(now) || aware.get().isBefore(now.minus(OLDEST))) {
      errors.add(new FieldError("awareAt", "referral_aware_time"));
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    RequestRules.Checked request =
        RequestRules.check(
            at(form, aware).asRequest(operator, today),
            pack,
            today,
            _ -> CaseLinks.Standing.UNKNOWN,
            PolicyPack.Row::referable);
    // Said of its own field already.
    String said = Emergencies.field("statement", ReferralForm.AWARE_AT);
    request.errors().stream().filter(e -> !e.field().equals(said)).forEach(errors::add);
    return new Checked(
        errors, errors.isEmpty() ? Optional.of(request) : Optional.empty(), aware.orElse(null));
  }

  /** The form with its time in the one way in which it is kept. */
  private static ReferralForm at(ReferralForm form, Optional<Instant> aware) {
    Map<String, String> statement =
        new TreeMap<>(Objects.requireNonNullElse(form.statement(), Map.of()));
    return new ReferralForm(
        form.officer(),
        form.regime(),
        form.kind(),
        form.docket(),
        aware.map(Instant::toString).orElse(form.awareAt()),
        statement,
        form.targets());
  }

  private static Optional<Instant> awareAt(@Nullable String typed) {
    String value = Objects.requireNonNullElse(typed, "").strip();
    try {
      // What a date-and-time field of a page sends has no zone; the page says UTC.
      return Optional.of(
          Instant.parse(value.length() == 16 ? value + ":00Z" : value)
              .truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
