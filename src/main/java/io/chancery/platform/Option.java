package io.chancery.platform;

import java.util.Collection;
import java.util.List;

/** One option of a select, of radios or of checkboxes. */
public record Option(String value, String text, boolean chosen) {

  /** Options of a vocabulary of the bundle, those in {@code chosen} marked. */
  public static List<Option> of(
      PageChrome chrome, String vocabulary, List<String> values, Collection<String> chosen) {
    return values.stream()
        .map(v -> new Option(v, chrome.text(vocabulary, v), chosen.contains(v)))
        .toList();
  }
}
