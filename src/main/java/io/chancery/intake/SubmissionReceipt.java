package io.chancery.intake;

import io.chancery.kernel.Sha256;
import java.time.Instant;

/**
 * What an officer receives at once. Receipt waives no objection.
 *
 * @param request digest of the canonical form of what was received
 * @param instrument digest of the uploaded file
 * @param dueAt when the clock that now runs ends, UTC
 */
public record SubmissionReceipt(
    String reference,
    Instant receivedAt,
    Sha256 request,
    Sha256 instrument,
    Instant dueAt,
    String clockCitation) {}
