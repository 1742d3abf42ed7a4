package io.chancery.directory;

import io.chancery.kernel.ActorId;

/**
 * A person's access has ended, so their sessions at the identity provider are to end too. Fired in
 * the transaction that ends the access; observe it {@code AFTER_SUCCESS}.
 *
 * @param realm {@code agency} or {@code staff}
 * @param person the directory's id of the person
 * @param subject the identity provider's
 */
public record SessionsToEnd(String realm, ActorId person, String subject) {}
