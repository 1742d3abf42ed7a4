/**
 * Collection: reads exactly the approved scope into the vault, through one signed grant per target.
 * Started by a custodian, run by the portal; leaves a {@code CollectedSet} and the case in {@code
 * COLLECTED}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.collection;
