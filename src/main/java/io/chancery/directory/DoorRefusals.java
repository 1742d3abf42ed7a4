package io.chancery.directory;

import io.chancery.access.ActingAs;
import io.chancery.access.DoorRefused;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records who tried a door that is not theirs: one entry for each person, door and hour, so that
 * nobody fills the ledger.
 */
@ApplicationScoped
class DoorRefusals {
  private static final Duration ONE_EACH = Duration.ofHours(1);

  private final CustodyLedger ledger;
  private final Clock clock;

  private record Known(ActorId person, String door) {}

  /** Bounded: what is older than an hour is forgotten when something new comes. */
  private final Map<Known, Instant> recorded = new ConcurrentHashMap<>();

  DoorRefusals(CustodyLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  void refused(@ObservesAsync DoorRefused refused) {
    Instant now = clock.instant();
    recorded.values().removeIf(at -> !now.isBefore(at.plus(ONE_EACH)));
    if (recorded.putIfAbsent(new Known(refused.who().id(), refused.door()), now) == null) {
      ActingAs.system(() ->
          QuarkusTransaction.requiringNew()
              .run(() ->
                  ledger.append(
                      new Subject.OfPerson(refused.who().id()),
                      refused.who(),
                      new HouseEvent.ActRefused(refused.door(), "not-theirs"))));
    }
  }
}
