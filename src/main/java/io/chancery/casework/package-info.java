/**
 * The case: aggregate, steps, rules and the one writer of its status. Every stage calls {@link
 * io.chancery.casework.CaseLifecycle}; it leaves the case row, the step taken, the ledger entry and
 * the outbox row in one transaction.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.casework;
