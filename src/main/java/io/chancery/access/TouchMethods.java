package io.chancery.access;

import java.util.Collection;
import java.util.Optional;

/** Which methods of authentication (RFC 8176) count as a person's touch. */
final class TouchMethods {
  /** A passkey. */
  static final String PASSKEY = "hwk";

  /** A code of an authenticator app. */
  static final String CODE = "otp";

  private TouchMethods() {}

  /**
   * The method that counts; empty when none does.
   *
   * @param realm where the person signed in
   * @param methods what the identity provider names in {@code amr}
   * @param totpFallback whether the operator lets officers of agencies use codes
   */
  static Optional<String> counted(String realm, Collection<String> methods, boolean totpFallback) {
    // A passkey at the sign-in is still named when a code was given for the act: the weaker counts.
    if (methods.contains(CODE)) {
      return totpFallback && Realms.AGENCY.equals(realm) ? Optional.of(CODE) : Optional.empty();
    }
    return methods.contains(PASSKEY) ? Optional.of(PASSKEY) : Optional.empty();
  }
}
