package io.chancery.platform;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form, for the error summary and beside each field. Never holds the rejected
 * value.
 */
public final class FormErrors {

  /** One line of the summary; {@code id} is the field it links to, or null. */
  public record Line(@Nullable String id, String field, String text) {}

  private static final FormErrors NONE = new FormErrors(List.of());

  private final List<Line> lines;

  private FormErrors(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Nothing is wrong. */
  public static FormErrors none() {
    return NONE;
  }

  /** Findings, each with its remedy. */
  public static FormErrors of(List<Problem.FieldError> findings, Locale language) {
    return new FormErrors(
        findings.stream()
            .map(error -> line(error.field(), "error_" + error.code(), language))
            .toList());
  }

  private static Line line(String field, String key, Locale language) {
    return new Line(field.isEmpty() ? null : elementId(field), field, Texts.text(language, key));
  }

  /** The findings of a problem, each with its remedy; a problem without fields is one line. */
  public static FormErrors of(Problem problem, Locale language) {
    if (!problem.errors().isEmpty()) {
      return of(problem.errors(), language);
    }
    return new FormErrors(List.of(line("", key(problem), language)));
  }

  /** A problem that stands beside one field of the form, although it names none itself. */
  public static FormErrors at(String field, Problem problem, Locale language) {
    return problem.errors().isEmpty()
        ? new FormErrors(List.of(line(field, key(problem), language)))
        : of(problem, language);
  }

  private static String key(Problem problem) {
    String code = problem.code();
    if (code.isEmpty()) {
      return "problem_" + problem.type();
    }
    return code.startsWith("guard_") ? code : "error_" + code;
  }

  /** The summary's lines, in the order of the page. */
  public List<Line> list() {
    return lines;
  }

  /** Whether anything is wrong. */
  public boolean any() {
    return !lines.isEmpty();
  }

  /** What is wrong with a field; null when nothing is. */
  public @Nullable String of(String field) {
    return lines.stream()
        .filter(line -> line.field().equals(field))
        .map(Line::text)
        .findFirst()
        .orElse(null);
  }

  /** The element id of a field: letters, digits and hyphens. */
  public String id(String field) {
    return elementId(field);
  }

  private static String elementId(String field) {
    return field.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
  }
}
