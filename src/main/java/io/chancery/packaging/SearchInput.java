package io.chancery.packaging;

import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for among collected records.
 *
 * @param text words that must all occur, capitals or not; empty for every record
 * @param group only this field group; empty for all
 */
public record SearchInput(@Nullable String text, @Nullable String group) {
  @Override
  public String toString() {
    return "SearchInput";
  }
}
