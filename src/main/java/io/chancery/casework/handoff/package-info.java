/**
 * What each stage leaves for those after it: immutable records whose canonical bytes are stored,
 * digested and chained ({@code previous} names the digest of the one before). They hold keyed
 * hashes instead of identifiers, so that destroying a case's key erases the person and keeps the
 * chain.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.casework.handoff;
