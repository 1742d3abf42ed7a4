/**
 * What account holders are told: orders that forbid it for a time, the notice that is decided with
 * the approval and becomes due by itself, and the answer to "was my data disclosed?". Called by the
 * case's own steps through {@code CaseFollower}, by pages, and by the clock; leaves a notice per
 * account, its events, and the letter that was sent.
 */
@NullMarked
package io.chancery.casework.notice;

import org.jspecify.annotations.NullMarked;
