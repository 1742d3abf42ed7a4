package io.chancery.packaging;

import io.chancery.kernel.Sha256;

/**
 * A finished package in numbers.
 *
 * @param payloadManifest digest of the payload manifest
 * @param ciphertext digest of the file as delivered
 * @param bytes its size
 * @param recipientFingerprint of the key that it is encrypted to
 */
record PackageTotals(
    int payloadFiles,
    long payloadBytes,
    Sha256 payloadManifest,
    Sha256 ciphertext,
    long bytes,
    String recipientFingerprint) {}
