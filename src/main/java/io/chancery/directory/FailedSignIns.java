package io.chancery.directory;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes failed sign-ins over into the ledger: one entry for each person and hour, and one for all
 * that belong to nobody, because whoever guesses must not fill the ledger. Who a name belonged to
 * is decided by the subject alone; names and addresses are never read.
 */
@ApplicationScoped
class FailedSignIns {
  /** The identity provider keeps its events as long (deploy/keycloak, eventsExpiration). */
  private static final Duration KEPT = Duration.ofDays(3);

  /** An attempt is stored a moment after it was made. */
  private static final Duration SETTLE = Duration.ofMinutes(1);

  private final KeycloakEvents events;
  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.StaffRepository staff;
  private final EntityManager database;
  private final CustodyLedger ledger;
  private final Clock clock;

  FailedSignIns(
      KeycloakEvents events,
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.StaffRepository staff,
      EntityManager database,
      CustodyLedger ledger,
      Clock clock) {
    this.events = events;
    this.officers = officers;
    this.staff = staff;
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Scheduled(
      every = "{chancery.failed-sign-ins.interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void read() {
    Instant until = clock.instant().minus(SETTLE).truncatedTo(ChronoUnit.HOURS);
    for (IdentityProvider.Realm realm : IdentityProvider.Realm.values()) {
      read(realm, until);
    }
  }

  /** Every hour that is not in the ledger yet, up to {@code until}, which begins an hour. */
  void read(IdentityProvider.Realm realm, Instant until) {
    Instant oldest = until.minus(KEPT);
    Optional<Instant> known = inTransaction(() -> readUntil(realm));
    Instant from = known.filter(oldest::isBefore).orElse(oldest);
    if (!from.isBefore(until)) {
      return;
    }
    // Outside any transaction: the identity provider may take its time.
    Map<Instant, SignInFailures> hours = new TreeMap<>();
    events.failures(
        realm,
        from,
        until,
        failure ->
            hours
                .computeIfAbsent(
                    failure.at().truncatedTo(ChronoUnit.HOURS), _ -> new SignInFailures())
                .add(failure));
    inTransaction(() -> {
      if (moved(realm, known, until)) {
        hours.forEach((hour, failures) -> record(realm, hour, failures));
      }
      return true;
    });
  }

  private void record(IdentityProvider.Realm realm, Instant hour, SignInFailures failures) {
    long unknown = failures.unknown();
    for (Map.Entry<String, Long> one : failures.bySubject().entrySet()) {
      Optional<ActorId> person = person(realm, one.getKey());
      if (person.isPresent()) {
        ledger.append(
            new Subject.OfPerson(person.get()),
            Actor.SYSTEM,
            new HouseEvent.SignInsFailed(realm.key(), hour.toString(), one.getValue()));
      } else {
        unknown += one.getValue();
      }
    }
    if (unknown + failures.systems() > 0) {
      ledger.append(
          new Subject.OfSystem(),
          Actor.SYSTEM,
          new HouseEvent.UnknownSignInsFailed(
              realm.key(), hour.toString(), unknown, failures.systems()));
    }
  }

  private Optional<ActorId> person(IdentityProvider.Realm realm, String subject) {
    Optional<UUID> id =
        switch (realm) {
          case AGENCY -> officers.bySubject(subject).map(Officer::id);
          case STAFF -> staff.bySubject(subject).map(StaffMember::id);
        };
    return id.map(ActorId::new);
  }

  private Optional<Instant> readUntil(IdentityProvider.Realm realm) {
    List<?> found =
        database
            .createNativeQuery(
                "select read_until from failed_sign_ins_read where realm = ?1", Instant.class)
            .setParameter(1, realm.key())
            .getResultList();
    return found.stream().map(Instant.class::cast).findFirst();
  }

  /** False when another replica was faster: its entries are there. */
  private boolean moved(IdentityProvider.Realm realm, Optional<Instant> from, Instant until) {
    String sql =
        from.isEmpty()
            ? "insert into failed_sign_ins_read values (?1, ?2) on conflict do nothing"
            : "update failed_sign_ins_read set read_until = ?2 where realm = ?1 and read_until = ?3";
    var statement =
        database.createNativeQuery(sql).setParameter(1, realm.key()).setParameter(2, until);
    from.ifPresent(at -> statement.setParameter(3, at));
    return statement.executeUpdate() == 1;
  }

  private static <T> T inTransaction(java.util.concurrent.Callable<T> work) {
    try {
      return ActingAs.system(() -> QuarkusTransaction.requiringNew().call(work));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
