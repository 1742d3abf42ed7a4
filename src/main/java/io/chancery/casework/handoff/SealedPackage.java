package io.chancery.casework.handoff;

import io.chancery.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The package as it lies in the vault, ready for a releaser.
 *
 * @param envelope what wraps the package's age identity to the agency's key; null when the agency's
 *     key is an age key, which opens the package itself
 */
public record SealedPackage(
    String reference,
    Sha256 previous,
    String production,
    String fileName,
    Sha256 payloadManifest,
    Sha256 ciphertext,
    long bytes,
    String vaultKey,
    String recipientFingerprint,
    String sealedBy,
    @Nullable Envelope envelope)
    implements HandOff {

  /**
   * A key envelope: a small armored file that travels beside the package.
   *
   * @param fileName ends in {@code .cms.pem} or {@code .asc}
   * @param text ciphertext to the agency's key
   */
  public record Envelope(String fileName, String text) {}
}
