package io.chancery.source;

import io.chancery.kernel.GrantId;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What every read passes: the grant is checked, the attempt is written down, its end too. */
final class GrantGate {
  private static final Logger LOG = Logger.getLogger(GrantGate.class);

  private final GrantSeals seals;
  private final GrantUses uses;
  private final Clock clock;

  GrantGate(GrantSeals seals, GrantUses uses, Clock clock) {
    this.seals = seals;
    this.uses = uses;
    this.clock = clock;
  }

  /** What a connector does for one attempt. */
  interface Run<T> {
    T run(Attempt attempt) throws ReadFailed;
  }

  /** Why the grant opens nothing; null when it does. */
  @Nullable Refusal refusal(ReadGrant grant, boolean knownSource) {
    if (!seals.valid(grant.signedBytes(), grant.seal())) {
      return Refusal.BAD_SEAL;
    }
    if (!knownSource) {
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

  /** Commits the intent, then tells the watch, which may stop the read. */
  Attempt begin(ReadGrant grant, Sha256 query, ReadWatch watch) {
    Attempt attempt = new Attempt(grant.id(), uses.begin(grant, query, clock.instant()));
    try {
      watch.begun(attempt.number(), query);
    } catch (RuntimeException e) {
      fail(grant.id(), attempt, Failure.SINK_FAILED);
      throw e;
    }
    return attempt;
  }

  /** Runs an attempt; a failure is committed before it is thrown. */
  <T> T running(ReadGrant grant, Attempt attempt, Run<T> run) throws ReadFailed {
    try {
      return run.run(attempt);
    } catch (ReadFailed e) {
      LOG.warnf("source %s: attempt %d failed: %s", grant.source(), attempt.number(), e.reason());
      fail(grant.id(), attempt, e.reason());
      throw e;
    } catch (ReadFailed.OfSink e) {
      if (e.thrown() instanceof WatchedSink.Cancelled) {
        fail(grant.id(), attempt, Failure.CANCELLED);
        throw new ReadFailed(Failure.CANCELLED);
      }
      fail(grant.id(), attempt, Failure.SINK_FAILED);
      if (e.thrown() instanceof IOException io) {
        throw new UncheckedIOException(io);
      }
      throw (RuntimeException) e.thrown();
    } catch (RuntimeException e) {
      fail(grant.id(), attempt, Failure.INTERNAL);
      throw e;
    }
  }

  /**
   * Commits a success and so spends the grant; false when another run succeeded first.
   *
   * @param content null where no rows were asked
   */
  boolean succeed(
      ReadGrant grant, Attempt attempt, long rows, long bytes, @Nullable Sha256 content) {
    return uses.succeed(grant.id(), attempt, rows, bytes, content, clock.instant());
  }

  private void fail(GrantId grant, Attempt attempt, Failure reason) {
    uses.fail(grant, attempt, reason, clock.instant());
  }
}
