package io.chancery.access;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who acts, as the directory knows them at this moment.
 *
 * @param id the directory's id
 * @param kind which side they stand on
 * @param roles what they hold now; never cached beyond the request
 * @param agency the agency of officers, supervisors and agency systems; null for everyone else
 * @param displayName for pages; never for logs or ledger entries
 * @param authentication method and level of this sign-in, without names, for ledger entries
 * @param leaving a staff member between notice and the last day: takes no step that cannot be
 *     undone
 */
public record Actor(
    ActorId id,
    Kind kind,
    Set<Role> roles,
    @Nullable AgencyId agency,
    String displayName,
    String authentication,
    boolean leaving) {

  /** Which side an actor stands on; the word in ledger entries. */
  public enum Kind {
    STAFF("staff"),
    OFFICER("officer"),
    SYSTEM("system"),
    CLOCK("clock");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The word in ledger entries. */
    public String key() {
      return key;
    }
  }

  /** The portal itself: workers and hand-overs. */
  public static final Actor SYSTEM =
      new Actor(
          new ActorId(new UUID(0, 1)),
          Kind.SYSTEM,
          Set.of(Role.SYSTEM),
          null,
          "the portal",
          "internal");

  /** Time itself: expiries and lapses. */
  public static final Actor CLOCK =
      new Actor(
          new ActorId(new UUID(0, 2)),
          Kind.CLOCK,
          Set.of(Role.CLOCK),
          null,
          "the clock",
          "internal");

  public Actor {
    roles = Set.copyOf(roles);
  }

  /** Somebody who is not leaving. */
  public Actor(
      ActorId id,
      Kind kind,
      Set<Role> roles,
      @Nullable AgencyId agency,
      String displayName,
      String authentication) {
    this(id, kind, roles, agency, displayName, authentication, false);
  }

  /** Whether the actor holds {@code role}. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  @Override
  public String toString() {
    return kind.key() + " " + id;
  }
}
