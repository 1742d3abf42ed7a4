/**
 * Packaging: collected artefacts become one sealed, provable, encrypted production. Custodians come
 * here when collection is done; {@code PackageWriter} streams records, reports, manifests and
 * custody material through BagIt, ZIP and age without a clear byte on disk. It leaves a {@code
 * SealedPackage} and its ciphertext in the vault.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.packaging;
