package io.chancery.policy;

import java.util.Set;

/**
 * Which issuers of the packs' vocabulary are a judge or a court, or had one validate what they
 * issued. Every other one, and one that is not known here, counts as no judge.
 */
public final class Judges {
  private static final Set<String> CODES =
      Set.of(
          "federal-judge",
          "magistrate-judge",
          "state-court",
          "eu-judge",
          "eu-authority-validated-by-judge",
          "uk-judge",
          "domestic-court-for-treaty");

  private Judges() {}

  /** Whether a judge or a court stands behind what this issuer issued. */
  public static boolean issued(String issuerType) {
    return CODES.contains(issuerType);
  }
}
