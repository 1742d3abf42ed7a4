/**
 * Agencies, officers, staff and recipient keys as the platform has recorded them; the answer to
 * "may they act now?". Called by access at every request, by casework for standing and by packaging
 * for recipients.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.directory;
