package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The platforms' data, opened by read grants alone. A grant is checked (seal, source, expiry,
 * revocation, single use), the attempt is committed, the platform is read without any transaction
 * of the portal, and the outcome is committed. Expected refusals and failures are results.
 */
@ApplicationScoped
public class Sources {
  private static final Logger LOG = Logger.getLogger(Sources.class);

  private final Map<String, SourceConnector> connectors;
  private final GrantSeals seals;
  private final GrantUses uses;
  private final Clock clock;

  @Inject
  Sources(SourceConfiguration configuration, GrantSeals seals, DataSource portal, Clock clock) {
    this(connectors(configuration), seals, new GrantUses(portal), clock);
  }

  Sources(Map<String, SourceConnector> connectors, GrantSeals seals, GrantUses uses, Clock clock) {
    this.connectors = Map.copyOf(connectors);
    this.seals = seals;
    this.uses = uses;
    this.clock = clock;
  }

  /** Mappings are checked when the portal starts: a wrong one stops it with place and remedy. */
  void onStart(@Observes StartupEvent event) {
    LOG.infof("sources: %s", String.join(", ", names()));
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

  /** Revokes an unspent grant. A spent one stays spent; revoking twice changes nothing. */
  public void revoke(GrantId grant) {
    uses.revoke(grant, clock.instant());
  }

  /** Finds the account that an identifier names. */
  public Resolution resolve(ReadGrant.Resolve grant) {
    return resolve(grant, ReadWatch.NOBODY);
  }

  /** As {@link #resolve(ReadGrant.Resolve)}; tells {@code watch} before the platform is asked. */
  public Resolution resolve(ReadGrant.Resolve grant, ReadWatch watch) {
    Refusal refusal = refusal(grant);
    if (refusal != null) {
      return new Resolution.Refused(refusal);
    }
    int attempt = begin(grant, watch);
    try {
      Optional<String> account =
          running(grant, attempt, () -> connector(grant.source()).resolve(grant));
      int rows = account.isPresent() ? 1 : 0;
      if (!uses.succeed(grant.id(), attempt, rows, 0, null, clock.instant())) {
        return new Resolution.Refused(Refusal.SPENT);
      }
      return account
          .<Resolution>map(id -> new Resolution.Found(attempt, id))
          .orElseGet(() -> new Resolution.NotFound(attempt));
    } catch (ReadFailed e) {
      return new Resolution.Failed(attempt, e.reason());
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
    int attempt = begin(grant, watch);
    try {
      Map<ReadGrant.Reach, Long> records =
          running(grant, attempt, () -> connector(grant.source()).count(grant));
      Set<FieldGroup> notHeld = EnumSet.noneOf(FieldGroup.class);
      grant.reaches().stream()
          .filter(reach -> !records.containsKey(reach))
          .forEach(reach -> notHeld.add(reach.group()));
      if (!uses.succeed(grant.id(), attempt, 0, 0, null, clock.instant())) {
        return new Counting.Refused(Refusal.SPENT);
      }
      return new Counting.Counted(attempt, records, notHeld);
    } catch (ReadFailed e) {
      return new Counting.Failed(attempt, e.reason());
    }
  }

  /**
   * Reads everything in the grant's scope into {@code sink}. Anything but {@link ReadOutcome.Done}
   * means that what the sink received must be thrown away. An exception of the sink is recorded and
   * rethrown (an {@link IOException} as {@link UncheckedIOException}).
   */
  public ReadOutcome disclose(ReadGrant.Disclose grant, RecordSink sink) {
    Refusal refusal = refusal(grant);
    if (refusal != null) {
      return new ReadOutcome.Refused(refusal);
    }
    int attempt = begin(grant, sink);
    try {
      Disclosure.Totals read =
          running(grant, attempt, () -> connector(grant.source()).disclose(grant, sink));
      if (!uses.succeed(
          grant.id(), attempt, read.rows(), read.bytes(), read.content(), clock.instant())) {
        return new ReadOutcome.Refused(Refusal.SPENT);
      }
      return new ReadOutcome.Done(
          attempt,
          read.rows(),
          read.bytes(),
          read.content(),
          read.records(),
          read.notHeld(),
          read.missingFiles());
    } catch (ReadFailed e) {
      return new ReadOutcome.Failed(attempt, e.reason());
    }
  }

  private @Nullable Refusal refusal(ReadGrant grant) {
    if (!seals.valid(grant.signedBytes(), grant.seal())) {
      return Refusal.BAD_SEAL;
    }
    if (!connectors.containsKey(grant.source())) {
      return Refusal.UNKNOWN_SOURCE;
    }
    if (!clock.instant().isBefore(grant.expiresAt())) {
      return Refusal.EXPIRED;
    }
    if (uses.revoked(grant.id())) {
      return Refusal.REVOKED;
    }
    return uses.spent(grant.id()) ? Refusal.SPENT : null;
  }

  private int begin(ReadGrant grant, ReadWatch watch) {
    Sha256 query = queryDigest(grant);
    int attempt = uses.begin(grant, query, clock.instant());
    try {
      watch.begun(attempt, query);
    } catch (RuntimeException e) {
      uses.fail(grant.id(), attempt, Failure.SINK_FAILED, clock.instant());
      throw e;
    }
    return attempt;
  }

  private interface Run<T> {
    T run() throws ReadFailed;
  }

  private <T> T running(ReadGrant grant, int attempt, Run<T> run) throws ReadFailed {
    try {
      return run.run();
    } catch (ReadFailed e) {
      LOG.warnf("source %s: attempt %d failed: %s", grant.source(), attempt, e.reason());
      uses.fail(grant.id(), attempt, e.reason(), clock.instant());
      throw e;
    } catch (ReadFailed.OfSink e) {
      uses.fail(grant.id(), attempt, Failure.SINK_FAILED, clock.instant());
      if (e.thrown() instanceof IOException io) {
        throw new UncheckedIOException(io);
      }
      throw (RuntimeException) e.thrown();
    } catch (RuntimeException e) {
      uses.fail(grant.id(), attempt, Failure.INTERNAL, clock.instant());
      throw e;
    }
  }

  private SourceConnector connector(String source) {
    SourceConnector connector = connectors.get(source);
    if (connector == null) {
      throw new IllegalArgumentException("no source of that name is configured");
    }
    return connector;
  }

  private static Map<String, SourceConnector> connectors(SourceConfiguration configuration) {
    Map<String, SourceConnector> connectors = new LinkedHashMap<>();
    configuration
        .sources()
        .forEach((name, source) ->
            connectors.put(
                name,
                new SqlConnector(
                    MappingLoader.load(
                        MappingFile.open(source.mapping()), source.domain().orElse(null)),
                    new PlatformDatabase(
                        source.jdbcUrl(),
                        source.username(),
                        source.password().orElse(""),
                        source.statementTimeout(),
                        source.fetchSize()),
                    source.mediaFolder().orElse(null))));
    return connectors;
  }
}
