package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The platforms' data, opened by read grants alone. A grant is checked (seal, source, expiry,
 * revocation, single use), the attempt is committed, the platform is read without any transaction
 * of the portal, and the outcome is committed. Expected refusals and failures are results.
 */
@ApplicationScoped
public class Sources {
  private static final Logger LOG = Logger.getLogger(Sources.class);

  private final Map<String, SourceConnector> connectors;
  private final Map<String, Manners> manners;
  private final GrantGate gate;
  private final GrantUses uses;
  private final RunSlots slots;
  private final Clock clock;

  @Inject
  Sources(
      SourceConfiguration configuration,
      GrantSeals seals,
      DataSource portal,
      Ids ids,
      Clock clock) {
    this(
        Connectors.of(configuration, ids), Connectors.manners(configuration), seals, portal, clock);
  }

  Sources(
      Map<String, SourceConnector> connectors,
      Map<String, Manners> manners,
      GrantSeals seals,
      DataSource portal,
      Clock clock) {
    this.connectors = Map.copyOf(connectors);
    this.manners = Map.copyOf(manners);
    this.uses = new GrantUses(portal);
    this.gate = new GrantGate(seals, uses, clock);
    this.slots = new RunSlots(portal);
    this.clock = clock;
  }

  /** Mappings are checked when the portal starts: a wrong one stops it with place and remedy. */
  void onStart(@Observes StartupEvent event) {
    LOG.infof("sources: %s", String.join(", ", names()));
    // A platform that does not answer now must not keep the portal from starting.
    Thread.ofVirtual().name("source leftovers").start(this::closeLeftovers);
  }

  /** Closes logins that runs of dead portals left open; those of living runs stay. */
  public void closeLeftovers() {
    connectors.forEach((name, connector) -> {
      try {
        int closed = connector.closeLeftovers();
        if (closed > 0) {
          LOG.warnf("source %s: closed %d logins that dead runs left open", name, closed);
        }
      } catch (ReadFailed e) {
        LOG.warnf("source %s: leftovers could not be closed: %s", name, e.reason());
      }
    });
  }

  /** The configured sources, by name. */
  public Set<String> names() {
    return new TreeMap<>(connectors).navigableKeySet();
  }

  /**
   * What a source holds and what its fields mean.
   *
   * @throws IllegalArgumentException when no source has that name
   */
  public SourceDictionary dictionary(String source) {
    return connector(source).dictionary();
  }

  /**
   * Digest of what the grant would ask: SQL texts and parameter names, without values. Known before
   * the run, so that the intent can name it.
   *
   * @throws IllegalArgumentException when no source has the grant's name
   */
  public Sha256 queryDigest(ReadGrant grant) {
    return connector(grant.source()).queryDigest(grant);
  }

  /** The next moment, from now on, at which rows of a source may be read. */
  public Instant opensAt(String source) {
    Window window = mannersOf(source).window();
    Instant now = clock.instant();
    return window == null ? now : window.opensAt(now);
  }

  /** Revokes an unspent grant. A spent one stays spent; revoking twice changes nothing. */
  public void revoke(GrantId grant) {
    uses.revoke(grant, clock.instant());
  }

  /** Every attempt that began since a time, with its outcome, from the portal's own tables. */
  public List<GrantUse> uses(Instant since) {
    return uses.since(since);
  }

  /**
   * What the platform itself saw of logins since a time; empty for a source that keeps no record.
   *
   * @throws SourceSilent when the platform does not answer
   * @throws IllegalArgumentException when no source has that name
   */
  public Optional<PlatformRecord> seenByPlatform(String source, Instant since) throws SourceSilent {
    try {
      return connector(source).seen(since);
    } catch (ReadFailed e) {
      throw new SourceSilent(e.reason());
    }
  }

  /** The platform did not tell what it saw. */
  public static final class SourceSilent extends Exception {
    private static final long serialVersionUID = 1L;

    SourceSilent(Failure reason) {
      super(reason.name());
    }
  }

  /** Finds the accounts that an identifier names. */
  public Resolution resolve(ReadGrant.Resolve grant) {
    return resolve(grant, ReadWatch.NOBODY);
  }

  /** As {@link #resolve(ReadGrant.Resolve)}; tells {@code watch} before the platform is asked. */
  public Resolution resolve(ReadGrant.Resolve grant, ReadWatch watch) {
    Refusal refusal = refusal(grant);
    if (refusal != null) {
      return new Resolution.Refused(refusal);
    }
    Attempt attempt = gate.begin(grant, queryDigest(grant), watch);
    try {
      List<String> accounts =
          gate.running(grant, attempt, a -> connector(grant.source()).resolve(grant, a));
      if (!gate.succeed(grant, attempt, accounts.size(), 0, null)) {
        return new Resolution.Refused(Refusal.SPENT);
      }
      return accounts.isEmpty()
          ? new Resolution.NotFound(attempt.number())
          : new Resolution.Found(attempt.number(), accounts);
    } catch (ReadFailed e) {
      return new Resolution.Failed(attempt.number(), e.reason());
    }
  }

  /** Counts the records of a scope. */
  public Counting count(ReadGrant.Count grant) {
    return count(grant, ReadWatch.NOBODY);
  }

  /** As {@link #count(ReadGrant.Count)}; tells {@code watch} before the platform is asked. */
  public Counting count(ReadGrant.Count grant, ReadWatch watch) {
    Refusal refusal = refusal(grant);
    if (refusal != null) {
      return new Counting.Refused(refusal);
    }
    Attempt attempt = gate.begin(grant, queryDigest(grant), watch);
    try {
      Map<ReadGrant.Reach, Long> records =
          gate.running(grant, attempt, a -> connector(grant.source()).count(grant, a));
      Set<FieldGroup> notHeld = EnumSet.noneOf(FieldGroup.class);
      grant.reaches().stream()
          .filter(reach -> !records.containsKey(reach))
          .forEach(reach -> notHeld.add(reach.group()));
      if (!gate.succeed(grant, attempt, 0, 0, null)) {
        return new Counting.Refused(Refusal.SPENT);
      }
      return new Counting.Counted(attempt.number(), records, notHeld);
    } catch (ReadFailed e) {
      return new Counting.Failed(attempt.number(), e.reason());
    }
  }

  /**
   * Asks which accounts share a sign with the grant's account; tells {@code watch} before the
   * platform is asked.
   *
   * @param grant a count without any reach
   */
  public Linking linked(ReadGrant.Count grant, ReadWatch watch) {
    if (!grant.reaches().isEmpty()) {
      throw new IllegalArgumentException("a grant that counts records opens no hints");
    }
    Refusal refusal = refusal(grant);
    if (refusal != null) {
      return new Linking.Refused(refusal);
    }
    Attempt attempt = gate.begin(grant, queryDigest(grant), watch);
    try {
      List<Linking.Link> links =
          gate.running(grant, attempt, a -> connector(grant.source()).linked(grant, a));
      if (!gate.succeed(grant, attempt, links.size(), 0, null)) {
        return new Linking.Refused(Refusal.SPENT);
      }
      return new Linking.Sought(attempt.number(), links);
    } catch (ReadFailed e) {
      return new Linking.Failed(attempt.number(), e.reason());
    }
  }

  /**
   * Reads everything in the grant's scope into {@code sink}. Anything but {@link ReadOutcome.Done}
   * means that what the sink received must be thrown away. An exception of the sink is recorded and
   * rethrown (an {@link java.io.IOException} as {@link java.io.UncheckedIOException}). After a lost
   * connection the run begins again from a new snapshot, as a new attempt, if the sink can.
   */
  public ReadOutcome disclose(ReadGrant.Disclose grant, RecordSink sink) {
    return rows(grant, sink);
  }

  /** As {@link #disclose}, for storage: the same reading under a grant that hands nothing over. */
  public ReadOutcome snapshot(ReadGrant.Snapshot grant, RecordSink sink) {
    return rows(grant, sink);
  }

  private ReadOutcome rows(ReadGrant.Rows grant, RecordSink sink) {
    Refusal refusal = refusal(grant);
    if (refusal != null) {
      return new ReadOutcome.Refused(refusal);
    }
    Manners kept = mannersOf(grant.source());
    Window window = kept.window();
    if (window != null && !window.contains(clock.instant())) {
      return new ReadOutcome.Refused(Refusal.OUTSIDE_WINDOW);
    }
    try (RunSlots.Slot slot = slots.take(grant.source(), kept.concurrentRuns(), kept.turn())) {
      if (slot == null) {
        return new ReadOutcome.Refused(Refusal.BUSY);
      }
      for (int restart = 0; ; restart++) {
        ReadOutcome outcome = once(grant, kept.around(sink));
        if (!(outcome instanceof ReadOutcome.Failed(var attempt, var reason))
            || reason != Failure.SOURCE_UNREACHABLE
            || restart == kept.restarts()
            || !sink.again(attempt, reason)) {
          return outcome;
        }
        LockSupport.parkNanos(kept.pause().toNanos());
      }
    }
  }

  private ReadOutcome once(ReadGrant.Rows grant, RecordSink sink) {
    // Time may have passed since it was looked at: a wait for a place, or an attempt that failed.
    Refusal refusal = refusal(grant);
    if (refusal != null) {
      return new ReadOutcome.Refused(refusal);
    }
    Attempt attempt = gate.begin(grant, queryDigest(grant), sink);
    try {
      Disclosure.Totals read =
          gate.running(grant, attempt, a -> connector(grant.source()).read(grant, a, sink));
      if (!gate.succeed(grant, attempt, read.rows(), read.bytes(), read.content())) {
        return new ReadOutcome.Refused(Refusal.SPENT);
      }
      return new ReadOutcome.Done(
          attempt.number(),
          read.rows(),
          read.bytes(),
          read.content(),
          read.records(),
          read.notHeld(),
          read.missingFiles());
    } catch (ReadFailed e) {
      return new ReadOutcome.Failed(attempt.number(), e.reason());
    }
  }

  private @org.jspecify.annotations.Nullable Refusal refusal(ReadGrant grant) {
    return gate.refusal(grant, connectors.containsKey(grant.source()));
  }

  private Manners mannersOf(String source) {
    return manners.getOrDefault(source, Manners.PLAIN);
  }

  private SourceConnector connector(String source) {
    SourceConnector connector = connectors.get(source);
    if (connector == null) {
      throw new IllegalArgumentException("no source of that name is configured");
    }
    return connector;
  }
}
