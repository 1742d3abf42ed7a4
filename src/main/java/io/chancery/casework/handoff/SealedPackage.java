package io.chancery.casework.handoff;

import io.chancery.kernel.Sha256;

/** The package as it lies in the vault, ready for a releaser. */
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
    String sealedBy)
    implements HandOff {}
