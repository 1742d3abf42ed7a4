package io.chancery.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose key it is: the agency's own, or that of somebody to whom a copy goes through the agency.
 */
public enum KeyPurpose {
  /** Productions are encrypted to it. */
  AGENCY,
  /** For a copy to the court. */
  COURT,
  /** For a copy to the defence. */
  DEFENCE;

  /** Its word in entries and forms. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The purpose with this word. */
  static Optional<KeyPurpose> ofKey(String key) {
    return Arrays.stream(values()).filter(purpose -> purpose.key().equals(key)).findFirst();
  }
}
