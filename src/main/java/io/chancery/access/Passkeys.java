package io.chancery.access;

import java.time.Instant;
import java.util.Optional;

/**
 * When people enrolled their passkeys. {@code directory} asks the identity provider; asked when a
 * key is touched, never within the transaction of the act.
 */
public interface Passkeys {

  /**
   * When the person's newest passkey was enrolled.
   *
   * @param realm {@code agency} or {@code staff}
   * @param subject the {@code sub} of the person's tokens
   * @return empty when they have none
   */
  Optional<Instant> newest(String realm, String subject);
}
