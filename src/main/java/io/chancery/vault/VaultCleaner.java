package io.chancery.vault;

import io.chancery.access.ActingAs;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Removes what a killed process left: files that were never finished, and finished ones that no row
 * came to refer to. A day of grace keeps it away from work that is under way.
 */
@ApplicationScoped
class VaultCleaner {
  private static final Logger LOG = Logger.getLogger(VaultCleaner.class);
  private static final Duration GRACE = Duration.ofDays(1);

  private final Vault vault;
  private final Instance<VaultUser> users;
  private final Clock clock;

  VaultCleaner(Vault vault, @Any Instance<VaultUser> users, Clock clock) {
    this.vault = vault;
    this.users = users;
    this.clock = clock;
  }

  @Scheduled(every = "6h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void clean() throws IOException {
    Instant before = clock.instant().minus(GRACE);
    vault.sweep(before);
    for (VaultUser user : users) {
      for (String kind : user.kinds()) {
        List<Vault.Held> old;
        try (Stream<Vault.Held> held = vault.list(kind)) {
          old = held.filter(object -> object.since().isBefore(before)).toList();
        }
        // Asked after listing: whatever was listed and is in use has its row by now.
        Set<String> inUse = keysInUse(user);
        for (Vault.Held object : old) {
          if (!inUse.contains(object.key())) {
            LOG.infof("Removing an object of kind %s that nothing refers to", kind);
            vault.delete(object.key());
          }
        }
      }
    }
  }

  private static Set<String> keysInUse(VaultUser user) {
    try {
      return ActingAs.system(() -> QuarkusTransaction.requiringNew().call(user::keysInUse));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
