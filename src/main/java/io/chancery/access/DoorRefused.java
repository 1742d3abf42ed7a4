package io.chancery.access;

/**
 * Somebody who is signed in asked for what their roles, or their part in it, do not allow, and was
 * answered 403. Fired after the answer; whoever observes it works in a transaction of its own.
 *
 * @param who the person or system
 * @param door the endpoint, as docs/permissions.md names it
 */
public record DoorRefused(Actor who, String door) {}
