package io.chancery.access;

/**
 * An act was asked for and the touch that it needs was not given or proved nothing. Fired while the
 * act is refused; whoever observes it works in a transaction of its own.
 *
 * @param who the person whose session it is
 * @param act the act's code
 * @param reason a code: {@code no-touch}, {@code another-person}, {@code turned-back} and the like
 */
public record StepUpRefused(Actor who, String act, String reason) {}
