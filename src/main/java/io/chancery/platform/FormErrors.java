package io.chancery.platform;

import java.util.ArrayList;
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

  /** The findings of a problem, each with its remedy; a problem without fields is one line. */
  public static FormErrors of(Problem problem, Locale language) {
    List<Line> lines = new ArrayList<>();
    for (Problem.FieldError error : problem.errors()) {
      lines.add(
          new Line(
              elementId(error.field()),
              error.field(),
              Texts.text(language, "error_" + error.code())));
    }
    if (lines.isEmpty()) {
      String code = problem.code();
      String key =
          code.isEmpty()
              ? "problem_" + problem.type()
              : code.startsWith("guard_") ? code : "error_" + code;
      lines.add(new Line(null, "", Texts.text(language, key)));
    }
    return new FormErrors(lines);
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
