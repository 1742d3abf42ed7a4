package io.chancery.collection;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many accounts one person may have read within 24 hours, whatever the cases. An account counts
 * once, however often it is read; whoever asks first waits for nobody, whoever asks at the same
 * time waits until the first has committed.
 */
@ApplicationScoped
class ReadCeiling {
  /** The time over which reads are counted. */
  static final Duration DAY = Duration.ofHours(24);

  @ApplicationScoped
  static class Statements implements PanacheRepositoryBase<CollectionTask, UUID> {
    Query sql(String text) {
      return getEntityManager().createNativeQuery(text);
    }
  }

  private final Statements statements;
  private final Ids ids;
  private final Clock clock;
  private final int most;

  ReadCeiling(
      Statements statements,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.collection.accounts-a-day") int most) {
    if (most < 1) {
      throw new IllegalArgumentException("chancery.collection.accounts-a-day is at least 1");
    }
    this.statements = statements;
    this.ids = ids;
    this.clock = clock;
    this.most = most;
  }

  /**
   * Whether a person may have these accounts read as well. Holds the person's place until the
   * caller's transaction ends, so that two requests at once are not both the last one.
   *
   * @param accounts keyed hashes
   */
  @Transactional(Transactional.TxType.MANDATORY)
  boolean allows(ActorId person, Set<String> accounts) {
    if (accounts.isEmpty()) {
      return true;
    }
    statements
        .sql("select cast(pg_advisory_xact_lock(hashtextextended(:person, 0)) as text)")
        .setParameter("person", "reads of " + person)
        .getSingleResult();
    Set<String> read = readBy(person);
    return read.containsAll(accounts)
        || read.size() + accounts.stream().filter(a -> !read.contains(a)).count() <= most;
  }

  /** Records that a person has these accounts read, in the transaction that queues the reading. */
  @Transactional(Transactional.TxType.MANDATORY)
  void begun(ActorId person, CaseId id, Set<String> accounts) {
    for (String account : accounts) {
      statements
          .sql(
              "insert into account_read (id, person_id, case_id, account_hash, at)"
                  + " values (:id, :person, :case, :account, :at)")
          .setParameter("id", ids.next())
          .setParameter("person", person.value())
          .setParameter("case", id.value())
          .setParameter("account", account)
          .setParameter("at", clock.instant())
          .executeUpdate();
    }
  }

  private Set<String> readBy(ActorId person) {
    return ((java.util.List<?>)
            statements
                .sql(
                    "select distinct account_hash from account_read"
                        + " where person_id = :person and at > :since")
                .setParameter("person", person.value())
                .setParameter("since", clock.instant().minus(DAY))
                .getResultList())
        .stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
  }
}
