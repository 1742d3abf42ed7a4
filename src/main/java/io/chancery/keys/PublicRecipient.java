package io.chancery.keys;

import io.chancery.platform.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A public key of an agency, read and found fit to encrypt to.
 *
 * @param text the key in its one canonical form: an age recipient, a PEM certificate, an armored
 *     OpenPGP certificate; nothing secret
 * @param fingerprint lower-case hexadecimal: for age the first 16 bytes of SHA-256 over the
 *     recipient, for X.509 SHA-256 of the certificate, for OpenPGP the primary key's fingerprint
 * @param expiresAt when the key's own statement ends its use; null when it names no end
 */
public record PublicRecipient(
    RecipientKind kind, String text, String fingerprint, @Nullable Instant expiresAt) {
  private static final int LONGEST = 64 * 1024;

  /**
   * Reads what somebody typed or pasted.
   *
   * @throws Problem invalid-input at {@code recipient}, when it is not such a key, is private, too
   *     weak, expired, or not meant for encryption
   */
  public static PublicRecipient read(RecipientKind kind, String typed, Instant now) {
    if (typed.isBlank()) {
      throw unfit("recipient_missing");
    }
    if (typed.length() > LONGEST) {
      throw unfit("recipient_too_long");
    }
    if (typed.contains("PRIVATE KEY") || typed.contains("AGE-SECRET-KEY")) {
      throw unfit("recipient_private");
    }
    String text = typed.strip();
    return switch (kind) {
      case AGE -> AgeRecipients.read(text);
      case X509 -> CmsRecipients.read(text, now);
      case OPENPGP -> OpenPgpRecipients.read(text, now);
    };
  }

  /**
   * Whether what is encrypted to it withstands a quantum computer: age's hybrid recipients only.
   */
  public boolean postQuantum() {
    return kind == RecipientKind.AGE && AgeRecipients.isHybrid(text);
  }

  /**
   * Encrypts a few bytes to the key, in the armored form that its owner's tool reads: age, {@code
   * openssl cms}, {@code gpg}. Not for packages: everything is held in memory.
   *
   * @throws IllegalStateException when the key, once read, can no longer be encrypted to: it has
   *     expired since
   */
  public String seal(byte[] plain, Instant now) {
    return switch (kind) {
      case AGE -> AgeRecipients.seal(text, plain);
      case X509 -> CmsRecipients.seal(text, plain);
      case OPENPGP -> OpenPgpRecipients.seal(text, plain, now);
    };
  }

  static Problem unfit(String code) {
    return Problem.invalid("recipient", code);
  }
}
