package io.chancery.access;

import io.chancery.kernel.ActorId;
import java.util.Optional;

/**
 * May this person act now? Asked at every request, whatever the identity provider still says: dated
 * ends of access, suspensions and leavers count from the moment they are recorded. {@code
 * directory} implements it.
 */
public interface Standing {

  /**
   * The person or system behind a token, as the directory knows them now.
   *
   * @param realm {@code agency} or {@code staff}
   * @param subject the token's {@code sub} (for a system: its client id)
   * @return empty when unknown, ended, lapsed or suspended
   */
  Optional<Actor> actor(String realm, String subject, String authentication);

  /** The name of somebody recorded, for pages of staff; a dash when nobody has this id. */
  String nameOf(ActorId id);
}
