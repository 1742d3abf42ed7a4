package io.chancery.kernel;

import java.util.regex.Pattern;

/**
 * What people call a case, for example {@code LER-2026-000123}: year of receipt and a running
 * number of at least six digits.
 */
public record CaseReference(String value) {
  private static final Pattern SHAPE = Pattern.compile("LER-\\d{4}-\\d{6,9}");

  public CaseReference {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a case reference looks like LER-2026-000123");
    }
  }

  /** The reference of the {@code number}-th case received in {@code year}. */
  public static CaseReference of(int year, long number) {
    return new CaseReference(String.format(java.util.Locale.ROOT, "LER-%04d-%06d", year, number));
  }

  /** Whether {@code text} has the shape of a reference. */
  public static boolean looksLikeOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
