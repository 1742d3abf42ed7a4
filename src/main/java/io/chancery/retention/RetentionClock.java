package io.chancery.retention;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.kernel.ProposalId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Does what two people agreed on when the time to object is over. Safe on several replicas. */
@ApplicationScoped
class RetentionClock {
  private static final Logger LOG = Logger.getLogger(RetentionClock.class);

  private final Purges purges;

  RetentionClock(Purges purges) {
    this.purges = purges;
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void run() {
    ActingAs.clock(() -> {
      List<ProposalId> ripe = QuarkusTransaction.requiringNew().call(purges::ripe);
      for (ProposalId proposal : ripe) {
        try {
          QuarkusTransaction.requiringNew().run(() -> purges.run(proposal, Actor.CLOCK));
        } catch (RuntimeException e) {
          // Tried again in a minute; the others must not wait for it.
          LOG.errorf(e, "What proposal %s agreed on could not be done", proposal);
        }
      }
    });
  }
}
