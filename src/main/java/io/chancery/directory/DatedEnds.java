package io.chancery.directory;

import io.chancery.access.ActingAs;
import io.chancery.kernel.ActorId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * Has the identity provider told when somebody's access ends by its date, so that no session of
 * theirs outlives it there by more than a minute. The portal itself refuses from the moment on.
 */
@ApplicationScoped
class DatedEnds {
  private final DirectoryRepositories.StaffRepository staff;
  private final IdentityOrders identities;
  private final Clock clock;

  DatedEnds(DirectoryRepositories.StaffRepository staff, IdentityOrders identities, Clock clock) {
    this.staff = staff;
    this.identities = identities;
    this.clock = clock;
  }

  /** The same end twice, by two replicas, is told twice and changes nothing. */
  @Scheduled(
      every = "{chancery.dated-ends.interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tell() {
    ActingAs.system(() -> QuarkusTransaction.requiringNew().run(this::order));
  }

  private void order() {
    Instant now = clock.instant();
    staff.endedWithoutOrder(now).stream()
        .map(member -> new ActorId(member.id()))
        .forEach(person ->
            identities.order(IdentityOrders.Act.END, IdentityProvider.Realm.STAFF, person));
  }
}
