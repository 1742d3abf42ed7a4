/**
 * Chancery: the path of one legal request, in ten lines.
 *
 * <ol>
 *   <li>{@code intake} receives the instrument and what it asks for: {@code SubmittedRequest};
 *   <li>{@code verification} checks requester and instrument: {@code VerifiedRequest};
 *   <li>{@code review} decides item by item, two people: {@code ApprovedScope};
 *   <li>{@code collection} reads exactly that scope through a {@code ReadGrant}: {@code
 *       CollectedSet};
 *   <li>{@code packaging} seals it, signed, provable, encrypted: {@code SealedPackage};
 *   <li>{@code delivery} releases by another person and hands over: {@code SubmissionReceipt}.
 * </ol>
 *
 * Every step goes through {@code casework.CaseLifecycle.apply}; every step is an entry of {@code
 * custody.CustodyLedger}. A stage never calls another stage.
 */
@org.jspecify.annotations.NullMarked
package io.chancery;
