package io.chancery.casework.notice;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Lets notices fall due by themselves. Safe on several replicas: each is looked at under lock. */
@ApplicationScoped
class NoticeClock {
  private static final Logger LOG = Logger.getLogger(NoticeClock.class);
  private static final int AT_ONCE = 50;

  private final Notices notices;

  NoticeClock(Notices notices) {
    this.notices = notices;
  }

  @Scheduled(
      every = "{chancery.notice.interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tick() {
    ActingAs.clock(() -> {
      for (UUID notice : notices.ripe(AT_ONCE)) {
        try {
          notices.tick(notice, Actor.CLOCK);
        } catch (RuntimeException e) {
          // One that cannot be written must not keep the others waiting.
          LOG.errorf("Notice %s could not do what is its turn: %s", notice, e.getClass().getName());
        }
      }
    });
  }
}
