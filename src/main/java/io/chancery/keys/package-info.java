/**
 * The installation's keys: they sign checkpoints, compute MACs, seal secrets and open the vault.
 * Facades of every band call it; nobody outside sees key material but the vault, which needs its
 * identity. It leaves one PKCS#12 file, and refuses to start without it.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.keys;
