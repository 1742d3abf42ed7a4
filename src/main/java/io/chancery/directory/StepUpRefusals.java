package io.chancery.directory;

import io.chancery.access.StepUpRefused;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records acts that were refused for want of a touch: one entry an hour for each person, act and
 * reason, so that nobody fills the ledger with a session and a button.
 */
@ApplicationScoped
class StepUpRefusals {
  private static final Duration ONE_EACH = Duration.ofHours(1);

  private final CustodyLedger ledger;
  private final Clock clock;

  private record Known(ActorId person, String act, String reason) {}

  /** Bounded: what is older than an hour is forgotten when something new comes. */
  private final Map<Known, Instant> recorded = new ConcurrentHashMap<>();

  StepUpRefusals(CustodyLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** After the act was refused: its own transaction was rolled back. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void refused(@Observes StepUpRefused refused) {
    Instant now = clock.instant();
    recorded.values().removeIf(at -> !now.isBefore(at.plus(ONE_EACH)));
    Known known = new Known(refused.who().id(), refused.act(), refused.reason());
    if (recorded.putIfAbsent(known, now) == null) {
      ledger.append(
          new Subject.OfPerson(refused.who().id()),
          refused.who(),
          new HouseEvent.StepUpRefused(refused.act(), refused.reason()));
    }
  }
}
