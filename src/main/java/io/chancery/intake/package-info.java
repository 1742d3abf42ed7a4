/**
 * Intake: drafts, uploads, and the submission that opens a case; or the platform's own referral.
 * Called by officers, agency systems and, for a referral, clerks; leaves a {@code SubmittedRequest}
 * and the case in {@code SUBMITTED}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.intake;
