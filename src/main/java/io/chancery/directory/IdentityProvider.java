package io.chancery.directory;

import io.chancery.platform.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider's people. Whether somebody may act is never asked here but of {@link
 * io.chancery.access.Standing}; this makes the provider agree with the directory, so that sessions
 * and tokens end too. Every method may be called again after a failure.
 *
 * <p>Not within a transaction: an answer may take seconds. {@link IdentityOrders} calls it after
 * the commit and again until it succeeds.
 */
public interface IdentityProvider {

  /** Where a person signs in. */
  enum Realm {
    AGENCY("agency"),
    STAFF("staff");

    private final String key;

    Realm(String key) {
      this.key = key;
    }

    /** The realm's name in addresses and settings. */
    public String key() {
      return key;
    }

    /** The realm of that name. */
    public static Realm of(String key) {
      return valueOf(key.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /**
   * The agency to whose people somebody belongs.
   *
   * @param slug its short name
   * @param domain one of its mail domains, by which it is found again
   */
  record Organization(String slug, String name, String domain) {}

  /**
   * Somebody who is invited.
   *
   * @param id the directory's id; the name under which the provider keeps them
   * @param organization the agency; null for staff
   */
  record Invited(UUID id, String fullName, String mail, @Nullable Organization organization) {}

  /**
   * Creates the person without any credential and mails them a link with which they choose a
   * password and enrol their passkey.
   *
   * @return the subject of their tokens
   * @throws Problem unavailable when the provider does not answer, duplicate when the address
   *     belongs to somebody else there
   */
  String invite(Realm realm, Invited person);

  /**
   * Ends all sessions and keeps the person from signing in until {@link #resume}.
   *
   * @throws Problem unavailable when the provider does not answer
   */
  void suspend(Realm realm, String subject);

  /**
   * Lets the person sign in again.
   *
   * @throws Problem unavailable when the provider does not answer; not-found when it knows nobody
   */
  void resume(Realm realm, String subject);

  /**
   * For good: no sign-in any more, all sessions end, every token from before is void. Somebody whom
   * the provider does not know has ended already.
   *
   * @throws Problem unavailable when the provider does not answer
   */
  void end(Realm realm, String subject);

  /**
   * Ends all sessions; the person may sign in again at once.
   *
   * @throws Problem unavailable when the provider does not answer
   */
  void logout(Realm realm, String subject);

  /**
   * When the person's newest passkey was enrolled; empty when they have none.
   *
   * @throws Problem unavailable when the provider does not answer
   */
  Optional<Instant> newestPasskey(Realm realm, String subject);
}
