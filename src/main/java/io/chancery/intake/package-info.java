/**
 * Intake: drafts, uploads, and the submission that opens a case. Called by officers and agency
 * systems; leaves a {@code SubmittedRequest} and the case in {@code SUBMITTED}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.intake;
