package io.chancery.kernel;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a field group: every one that the platform holds, or those that are named.
 *
 * @param named names in alphabetical order, never empty; null for every field
 */
public record Fields(@Nullable List<String> named) {
  /** Every field of a group. */
  public static final Fields ALL = new Fields(null);

  /** The field that every record has: without it a record can be neither ordered nor withheld. */
  public static final String ID = "id";

  /**
   * Orders the names.
   *
   * @throws IllegalArgumentException when none is named: that would be no grant at all
   */
  public Fields {
    if (named != null) {
      if (named.isEmpty()) {
        throw new IllegalArgumentException("name a field, or take every one");
      }
      named = List.copyOf(new TreeSet<>(named));
    }
  }

  /** Those fields; every one for null. */
  public static Fields of(@Nullable Collection<String> names) {
    return names == null ? ALL : new Fields(List.copyOf(names));
  }

  /** Whether every field is meant. */
  public boolean all() {
    return named == null;
  }

  /** Whether a field is one of them. */
  public boolean has(String name) {
    return named == null || named.contains(name);
  }

  /** Whether nothing in {@code others} lies outside. */
  public boolean covers(Fields others) {
    return named == null || (others.named != null && named.containsAll(others.named));
  }

  /** These and those. */
  public Fields and(Fields others) {
    if (named == null || others.named == null) {
      return ALL;
    }
    TreeSet<String> both = new TreeSet<>(named);
    both.addAll(others.named);
    return of(both);
  }

  /** For what is signed or hashed: {@code *}, or the names with commas. */
  public String text() {
    return named == null ? "*" : String.join(",", named);
  }
}
