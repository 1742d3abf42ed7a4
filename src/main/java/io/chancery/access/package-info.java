/**
 * Who is there, and may they act now. The only package that knows the identity provider's tokens;
 * everyone else sees an {@link io.chancery.access.Actor}. It also sets the actor and agency that
 * row-level security reads, at the start of every transaction.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.access;
