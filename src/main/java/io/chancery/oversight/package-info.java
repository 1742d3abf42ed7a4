/**
 * The auditor's views. {@code Reconciliations} compares once a day what was read with what was
 * granted, with the ledger, and with the platforms' own records. Nothing uses this package.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.oversight;
