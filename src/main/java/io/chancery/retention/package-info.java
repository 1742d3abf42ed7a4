/**
 * The end of what was kept. A custodian proposes, an approver confirms, somebody may still object
 * for the length of the veto window; then the owners of the data erase their part ({@code
 * kernel.Purgeable}). Lifting a preservation before its term takes the same way.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.retention;
