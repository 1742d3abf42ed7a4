package io.chancery.casework;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a case stands to an earlier one, which stays as it is. */
public enum CaseRelation {
  /** It asks for more. */
  SUPPLEMENTS("supplements", "Supplements"),
  /** It asks again for what was wrong. */
  CORRECTS("corrects", "Corrects");

  private final String key;
  private final String bagLabel;

  CaseRelation(String key, String bagLabel) {
    this.key = key;
    this.bagLabel = bagLabel;
  }

  /** As it is typed, stored and recorded. */
  public String key() {
    return key;
  }

  /** Its line in {@code bag-info.txt} (docs/formats/package.md). */
  public String bagLabel() {
    return bagLabel;
  }

  /** The relation of that key. */
  public static Optional<CaseRelation> ofKey(String key) {
    return Arrays.stream(values()).filter(relation -> relation.key.equals(key)).findFirst();
  }

  /** All keys. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(CaseRelation::key).toList();
  }
}
