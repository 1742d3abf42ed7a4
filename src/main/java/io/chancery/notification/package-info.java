/**
 * The outbox: rows added in the transaction of the act they tell about, sent afterwards as mail and
 * webhook, again until it works. A message says that something happened and where to sign in; never
 * what.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.notification;
