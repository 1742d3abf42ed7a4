package io.chancery.platform;

import java.util.List;

/**
 * An expected refusal on its way to the edge: a type, perhaps the fields at fault, perhaps one code
 * that says more. Carries no text and never the rejected value; the mappers render it.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProblemType type;
  private final String code;
  private final transient List<FieldError> errors;

  /**
   * One field at fault. {@code code} names the text {@code error_<code>}, which holds the remedy.
   */
  public record FieldError(String field, String code) {}

  private Problem(ProblemType type, String code, List<FieldError> errors) {
    super(type.slug() + (code.isEmpty() ? "" : " " + code), null, false, false);
    this.type = type;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /** A problem without further detail. */
  public static Problem of(ProblemType type) {
    return new Problem(type, "", List.of());
  }

  /** A problem with a code, whose text is {@code error_<code>}. */
  public static Problem of(ProblemType type, String code) {
    return new Problem(type, code, List.of());
  }

  /** Input that names its fields at fault. */
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(ProblemType.INVALID_INPUT, "", errors);
  }

  /** Input with one field at fault. */
  public static Problem invalid(String field, String code) {
    return invalid(List.of(new FieldError(field, code)));
  }

  /** What kind of problem. */
  public ProblemType type() {
    return type;
  }

  /** The code that says more, or an empty string. */
  public String code() {
    return code;
  }

  /** The fields at fault; empty unless the input was invalid. */
  public List<FieldError> errors() {
    return errors;
  }
}
