package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Who may know of a recipient key: the people of its agency, and clerks. For everybody else there
 * is none.
 */
@ApplicationScoped
class RecipientKeyAccess {
  private final DirectoryRepositories.RecipientKeyRepository keys;

  RecipientKeyAccess(DirectoryRepositories.RecipientKeyRepository keys) {
    this.keys = keys;
  }

  /**
   * The key, its row locked until the transaction ends.
   *
   * @throws Problem not-found when there is none, or it is none of the actor's
   */
  RecipientKey require(RecipientKeyId id, Actor actor) {
    return keys.lock(id.value())
        .filter(key -> mayUse(actor, key.agency()))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  /** The keys that the actor may know of, newest first. */
  List<RecipientKey> visible(Actor actor) {
    AgencyId agency = actor.agency();
    List<RecipientKey> found = agency == null ? keys.newestFirst() : keys.of(agency.value());
    return found.stream().filter(key -> mayUse(actor, key.agency())).toList();
  }

  /** The decision itself: a key of {@code agency}. */
  static boolean mayUse(Actor actor, AgencyId agency) {
    return actor.is(Role.CLERK)
        || (agency.equals(actor.agency()) && (actor.is(Role.SUPERVISOR) || actor.is(Role.OFFICER)));
  }
}
