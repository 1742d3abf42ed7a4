package io.chancery.platform;

import java.util.Collection;
import java.util.List;

/**
 * One option of a select, of radios or of checkboxes.
 *
 * @param hint a plain explanation below the option, or an empty string; selects show none
 */
public record Option(String value, String text, boolean chosen, String hint) {

  /** An option that explains itself. */
  public Option(String value, String text, boolean chosen) {
    this(value, text, chosen, "");
  }

  /** Options of a vocabulary of the bundle, those in {@code chosen} marked. */
  public static List<Option> of(
      PageChrome chrome, String vocabulary, List<String> values, Collection<String> chosen) {
    return values.stream()
        .map(v -> new Option(v, chrome.text(vocabulary, v), chosen.contains(v)))
        .toList();
  }

  /** The element id of the option: the first has the field's own, to which the summary links. */
  public String elementId(String field, int index) {
    return index == 0 ? field : field + "-" + (index + 1);
  }
}
