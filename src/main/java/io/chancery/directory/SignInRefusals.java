package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records that somebody known was turned away. Standing is asked at every request, so one entry an
 * hour, person and reason is enough: a page that is reloaded must not fill the ledger.
 */
@ApplicationScoped
class SignInRefusals {
  private static final Duration ONE_EACH = Duration.ofHours(1);

  private final CustodyLedger ledger;
  private final Clock clock;

  private record Known(ActorId person, String reason) {}

  /** Bounded by the people in the directory and the few reasons. */
  private final Map<Known, Instant> recorded = new ConcurrentHashMap<>();

  SignInRefusals(CustodyLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * In the transaction that looked the person up.
   *
   * @return whether it was recorded now, rather than within the last hour
   */
  boolean record(ActorId person, Actor.Kind kind, String reason) {
    Instant now = clock.instant();
    Instant known = recorded.get(new Known(person, reason));
    if (known != null && now.isBefore(known.plus(ONE_EACH))) {
      return false;
    }
    recorded.put(new Known(person, reason), now);
    ledger.append(
        new Subject.OfPerson(person),
        new Actor(person, kind, Set.of(), null, "", "refused"),
        new HouseEvent.SignInRefused(reason));
    return true;
  }
}
