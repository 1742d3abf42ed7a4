/**
 * Ids and values that every package shares. Uses {@code java.*} only; called by everyone; holds no
 * state.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.kernel;
