package io.chancery.oversight;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.TaskHandler;
import io.chancery.platform.TaskQueue;
import io.chancery.source.PlatformRecord;
import io.chancery.source.Sources;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Proves once a day that reads equal grants, for all kinds: uses, the ledger's entries and the
 * platforms' own records are compared, the result is stored and is an entry of the ledger itself.
 */
@ApplicationScoped
public class Reconciliations {
  private static final Logger LOG = Logger.getLogger(Reconciliations.class);
  private static final int SHOWN = 100;

  private final Sources sources;
  private final CustodyLedger ledger;
  private final ReconciliationRows rows;
  private final Ids ids;
  private final Clock clock;
  private final Duration settle;

  Reconciliations(
      Sources sources,
      CustodyLedger ledger,
      ReconciliationRows rows,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.oversight.settle") Duration settle) {
    this.sources = sources;
    this.ledger = ledger;
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
    this.settle = settle;
  }

  /** The newest comparisons, newest first. Who may see them, the edge says: auditors. */
  public List<ReconciliationView> newest() {
    return rows.newest(SHOWN);
  }

  /** Compares now what has not been compared yet. Acts as the system, so not within a request. */
  public ReconciliationView run() {
    try {
      return ActingAs.system(this::compare);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ReconciliationView compare() {
    // Before the platforms are asked what is open.
    sources.closeLeftovers();
    Instant now = clock.instant();
    Reconciling comparison =
        new Reconciling(rows.coveredUntil().orElse(Instant.EPOCH), now, settle);
    Map<String, Optional<PlatformRecord>> platforms = new HashMap<>();
    Set<String> silent = new TreeSet<>();
    for (String source : sources.names()) {
      try {
        platforms.put(source, sources.seenByPlatform(source, comparison.lookBack()));
      } catch (Sources.SourceSilent e) {
        silent.add(source);
      }
    }
    // After the platforms: a run that they know has its use and its intent committed by now.
    var uses = sources.uses(comparison.lookBack());
    ledger.namingGrants(comparison.lookBack(), comparison::take);
    Reconciling.Result result = comparison.compare(uses, platforms, silent);
    byte[] bytes = ReconciliationRows.bytes(result);
    UUID id = ids.next();
    QuarkusTransaction.requiringNew()
        .run(() -> {
          rows.insert(id, now, result, bytes);
          ledger.append(
              new Subject.OfSystem(),
              Actor.SYSTEM,
              new HouseEvent.ReadsReconciled(
                  result.until().toString(),
                  result.total(),
                  result.findings().size(),
                  Sha256.hash(bytes)));
        });
    if (!result.findings().isEmpty()) {
      LOG.errorf("reads and grants differ: %d findings, see /desk/reads", result.findings().size());
    }
    return new ReconciliationView(
        id,
        now,
        result.from(),
        result.until(),
        result.uses(),
        result.findings(),
        result.unseen(),
        Sha256.hash(bytes));
  }

  /** The day's comparison as work of the queue: one replica does it, once. */
  @ApplicationScoped
  static class Daily implements TaskHandler {
    private static final String KIND = "reconcile-reads";

    private final Reconciliations reconciliations;
    private final ReconciliationRows rows;
    private final TaskQueue queue;
    private final Clock clock;

    Daily(Reconciliations reconciliations, ReconciliationRows rows, TaskQueue queue, Clock clock) {
      this.reconciliations = reconciliations;
      this.rows = rows;
      this.queue = queue;
      this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "2m")
    void enqueue() {
      if (!done()) {
        queue.enqueue(
            KIND, UUID.nameUUIDFromBytes(today().toString().getBytes(StandardCharsets.UTF_8)));
      }
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void run(UUID id) {
      if (!done()) {
        reconciliations.run();
      }
    }

    private boolean done() {
      return rows.newest(1).stream()
          .anyMatch(view -> LocalDate.ofInstant(view.at(), ZoneOffset.UTC).equals(today()));
    }

    private LocalDate today() {
      return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
  }
}
