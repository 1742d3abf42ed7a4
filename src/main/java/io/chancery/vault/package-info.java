/**
 * Bytes that are too large or too secret for the database: uploads, collected records, sealed
 * packages. Stages put and open them by random keys; digests are taken on writing and compared on
 * reading. It leaves age files in one folder, and never a half-written one.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.vault;
