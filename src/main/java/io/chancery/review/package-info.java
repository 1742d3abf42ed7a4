/**
 * Review: a reviewer proposes a decision per item within the instrument's reach, another person
 * approves exactly what was shown. Leaves an {@code ApprovedScope} and the case in {@code
 * APPROVED}.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.review;
