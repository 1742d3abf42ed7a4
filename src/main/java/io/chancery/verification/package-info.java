/**
 * Verification: is the requester who they say they are, is the instrument what it seems? Called by
 * clerks; leaves a {@code VerifiedRequest} and the case in {@code IN_REVIEW}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.verification;
