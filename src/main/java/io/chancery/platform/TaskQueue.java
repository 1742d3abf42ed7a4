package io.chancery.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The task queue: db-scheduler on the portal's own PostgreSQL, shared by replicas (docs/adr/0006).
 * Enqueued in the transaction of the act that causes the work; picked up after its commit; picked
 * up again by a living replica when the worker dies.
 */
@ApplicationScoped
public class TaskQueue {
  private static final Logger LOG = Logger.getLogger(TaskQueue.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private final Map<String, OneTimeTask<Void>> tasks = new HashMap<>();
  private final Scheduler scheduler;
  private final Clock clock;
  private final boolean enabled;

  TaskQueue(
      AgroalDataSource database,
      @Any Instance<TaskHandler> handlers,
      Clock clock,
      @ConfigProperty(name = Launcher.TASKS, defaultValue = "true") boolean enabled) {
    this.clock = clock;
    this.enabled = enabled;
    for (TaskHandler handler : handlers) {
      tasks.put(
          handler.kind(),
          Tasks.oneTime(handler.kind())
              .onFailure((complete, operations) ->
                  operations.reschedule(
                      complete,
                      complete
                          .getTimeDone()
                          .plus(
                              pause(
                                  complete.getExecution().consecutiveFailures,
                                  handler.longestPause()))))
              .execute((instance, _) -> {
                try {
                  handler.run(UUID.fromString(instance.getId()));
                } catch (RuntimeException e) {
                  throw e;
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    scheduler =
        Scheduler.create(database, tasks.values().toArray(OneTimeTask<?>[]::new))
            .threads(2)
            .pollingInterval(Duration.ofMillis(500))
            .heartbeatInterval(Duration.ofSeconds(3))
            .build();
  }

  /**
   * How long a task waits that has failed: twice as long each time, and never longer than its kind
   * allows, so that what waited a day for its source's window begins soon after it opens.
   */
  static Duration pause(int failures, Duration longest) {
    int doublings = Math.min(failures, 10);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  static Duration pause(int failures) {
    return pause(failures, TaskHandler.LONGEST_PAUSE);
  }

  void start(@Observes StartupEvent event) {
    if (enabled) {
      scheduler.start();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.stop();
  }

  /** Adds work in the caller's transaction. The same kind and id twice is one piece of work. */
  public void enqueue(String kind, UUID id) {
    OneTimeTask<Void> task = tasks.get(kind);
    if (task == null) {
      throw new IllegalArgumentException("no handler for tasks of kind " + kind);
    }
    if (!scheduler.scheduleIfNotExists(task.instance(id.toString()), clock.instant())) {
      LOG.debugf("Task %s is already queued", kind);
    }
  }
}
