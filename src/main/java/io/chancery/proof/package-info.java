/**
 * Pure verification of what the portal hands out: Merkle trees, signed notes, checkpoints, tiles,
 * proofs and exports of the ledger. Called by {@code custody}, by tests and by the stand-alone
 * verifier, which is this package alone, compiled for Java 17; hence no Quarkus, CDI or JPA and no
 * newer language. Leaves nothing behind but {@link io.chancery.proof.Findings}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.proof;
