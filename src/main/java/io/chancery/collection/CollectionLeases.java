package io.chancery.collection;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who reads a task, for how long. A lease is taken, renewed and given back in single statements
 * that carry the fence, by the database's own clock: replicas need not agree on the time. Whoever
 * wakes up after another has taken the task writes nothing any more.
 */
@ApplicationScoped
class CollectionLeases {

  @ApplicationScoped
  static class Statements implements PanacheRepositoryBase<CollectionTask, UUID> {
    Query sql(String text) {
      return getEntityManager().createNativeQuery(text);
    }
  }

  private final Statements statements;
  private final Duration length;

  CollectionLeases(
      Statements statements,
      @ConfigProperty(name = "chancery.collection.lease", defaultValue = "PT20S") Duration length) {
    if (length.compareTo(Duration.ofSeconds(5)) < 0) {
      throw new IllegalArgumentException("chancery.collection.lease is at least five seconds");
    }
    this.statements = statements;
    this.length = length;
  }

  /** How long a lease runs when nobody renews it. */
  Duration length() {
    return length;
  }

  /**
   * Takes a task that waits, or whose last worker's lease has run out.
   *
   * @return the new fence; empty when somebody else's lease still runs, or nothing is to be done
   */
  OptionalInt take(UUID task, String worker) {
    List<?> fence =
        statements
            .sql(
                """
                update collection_task
                   set status = 'LEASED', fence = fence + 1, worker = :worker, row_count = 0,
                       started_at = clock_timestamp(), version = version + 1,
                       lease_until = clock_timestamp() + make_interval(secs => :seconds)
                 where id = :task
                   and (status = 'QUEUED'
                        or (status = 'LEASED' and coalesce(lease_until, '-infinity') < clock_timestamp()))
                returning fence
                """)
            .setParameter("task", task)
            .setParameter("worker", worker)
            .setParameter("seconds", (double) length.toSeconds())
            .getResultList();
    return fence.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(((Number) fence.getFirst()).intValue());
  }

  /**
   * Lets the lease run on, in a transaction of its own.
   *
   * @return false when the task is no longer this worker's, or its case is no longer collected
   */
  boolean renew(UUID task, int fence) {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            statements
                    .sql(
                        """
                        update collection_task t
                           set lease_until = clock_timestamp() + make_interval(secs => :seconds)
                         where t.id = :task and t.fence = :fence and t.status = 'LEASED'
                           and exists (select 1 from disclosure_case c
                                        where c.id = t.case_id and c.status = 'COLLECTING')
                        """)
                    .setParameter("task", task)
                    .setParameter("fence", fence)
                    .setParameter("seconds", (double) length.toSeconds())
                    .executeUpdate()
                == 1);
  }

  /** Gives the lease back, so that the next attempt need not wait for its end. */
  void release(UUID task, int fence) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          int unused =
              statements
                  .sql(
                      """
                      update collection_task set lease_until = clock_timestamp()
                       where id = :task and fence = :fence and status = 'LEASED'
                      """)
                  .setParameter("task", task)
                  .setParameter("fence", fence)
                  .executeUpdate();
        });
  }

  /**
   * Writes how far a group has been read, in a transaction of its own.
   *
   * @return false when the task is no longer this worker's
   */
  boolean progress(UUID task, int fence, FieldGroup group, long rows) {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            statements
                    .sql(
                        """
                        insert into collection_progress as p (task_id, case_id, field_group, fence, row_count)
                        select t.id, t.case_id, :fieldGroup, t.fence, :rows from collection_task t
                         where t.id = :task and t.fence = :fence and t.status = 'LEASED'
                        on conflict (task_id, field_group) do update
                           set fence = excluded.fence, row_count = excluded.row_count
                         where p.fence <= excluded.fence
                        """)
                    .setParameter("task", task)
                    .setParameter("fence", fence)
                    .setParameter("fieldGroup", group.key())
                    .setParameter("rows", rows)
                    .executeUpdate()
                == 1);
  }

  /** How far the present reading of each task of a case has come, by task and group. */
  Map<UUID, Map<String, Long>> progress(CaseId id) {
    List<?> rows =
        statements
            .sql(
                """
                select cast(p.task_id as text), p.field_group, p.row_count
                  from collection_progress p
                  join collection_task t on t.id = p.task_id and t.fence = p.fence
                 where p.case_id = :caseId order by p.field_group
                """)
            .setParameter("caseId", id.value())
            .getResultList();
    Map<UUID, Map<String, Long>> progress = new LinkedHashMap<>();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      progress
          .computeIfAbsent(UUID.fromString((String) columns[0]), _ -> new LinkedHashMap<>())
          .put((String) columns[1], ((Number) columns[2]).longValue());
    }
    return progress;
  }
}
