/**
 * Policy packs: the law's shape as versioned data with citations. Casework and the stages ask what
 * an instrument reaches, which checks and clocks it brings; nothing here decides a case.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.policy;
