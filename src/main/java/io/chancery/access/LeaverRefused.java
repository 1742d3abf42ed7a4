package io.chancery.access;

/**
 * Somebody on the way out of the platform tried an act that cannot be undone. Fired while the act
 * is refused; whoever observes it works in a transaction of its own.
 *
 * @param who the person
 * @param act the act's code
 */
public record LeaverRefused(Actor who, String act) {}
