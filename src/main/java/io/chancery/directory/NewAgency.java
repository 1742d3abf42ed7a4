package io.chancery.directory;

import io.chancery.platform.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An agency as a clerk enters it.
 *
 * @param slug its short name in addresses; never changes
 * @param regimes keys of the laws that it may use; empty for every one
 * @param numbers call-back numbers, E.164
 * @param numbersSource where the numbers were found
 * @param supervisor the first person, who vouches for the others
 */
record NewAgency(
    String name,
    String slug,
    String country,
    String kind,
    List<String> domains,
    List<String> regimes,
    List<String> numbers,
    String numbersSource,
    OfficerAdministration.Form supervisor) {

  static final List<String> KINDS =
      List.of("police", "prosecutor", "court", "customs", "intelligence", "regulator", "other");

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{2,40}");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");
  private static final Pattern REGIME = Pattern.compile("[a-z][a-z0-9-]{1,40}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  NewAgency {
    domains = List.copyOf(domains);
    regimes = List.copyOf(regimes);
    numbers = List.copyOf(numbers);
  }

  /** Words of a form's field, one a line or separated by commas. */
  static List<String> words(String typed) {
    return Arrays.stream(typed.split("[\\s,;]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** Everything that is wrong by shape. */
  List<Problem.FieldError> findings() {
    List<Problem.FieldError> errors = new ArrayList<>();
    check(errors, !name.isBlank() && name.length() <= 200, "name", "agency_name");
    check(errors, SLUG.matcher(slug).matches(), "slug", "agency_slug");
    check(errors, COUNTRIES.contains(country), "country", "agency_country");
    check(errors, KINDS.contains(kind), "kind", "agency_kind");
    check(
        errors,
        !domains.isEmpty() && domains.stream().allMatch(d -> DOMAIN.matcher(d).matches()),
        "domains",
        "agency_domains");
    check(
        errors,
        regimes.stream().allMatch(r -> REGIME.matcher(r).matches()),
        "regimes",
        "agency_regimes");
    check(errors, !numbers.isEmpty(), "numbers", "number_shape");
    check(
        errors,
        !numbersSource.isBlank() && numbersSource.length() <= 500,
        "numbersSource",
        "number_source");
    check(errors, !supervisor.fullName().isBlank(), "fullName", "fullName_missing");
    check(errors, !supervisor.badge().isBlank(), "badge", "badge_missing");
    check(errors, !supervisor.unit().isBlank(), "unit", "unit_missing");
    String mail = supervisor.mail();
    check(
        errors,
        OfficerAdministration.MAIL.matcher(mail).matches()
            && domains.contains(mail.substring(mail.indexOf('@') + 1)),
        "mail",
        "mail_domain");
    return errors;
  }

  private static void check(
      List<Problem.FieldError> errors, boolean right, String field, String code) {
    if (!right) {
      errors.add(new Problem.FieldError(field, code));
    }
  }
}
