package io.chancery.vault;

import io.chancery.kernel.Sha256;

/**
 * What the vault took in.
 *
 * @param key finds it again
 * @param digest of the bytes that were written by the caller
 * @param size how many they were
 */
public record Stored(String key, Sha256 digest, long size) {}
