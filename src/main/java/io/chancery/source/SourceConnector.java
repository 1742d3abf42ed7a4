package io.chancery.source;

import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One platform. Every method that reads takes a grant that {@link Sources} has verified, the
 * attempt's number, and nothing that names a case.
 */
interface SourceConnector {

  /** Digest of what the grant would ask, without its values. */
  Sha256 queryDigest(ReadGrant grant);

  /** How many accounts of one identifier are told at most: each is decided on its own. */
  int MOST_ACCOUNTS = 20;

  /**
   * The accounts that answer to the grant's identifier, in order of their ids; none when nobody
   * does.
   *
   * @throws ReadFailed ambiguous when there are more than {@link #MOST_ACCOUNTS}
   */
  List<String> resolve(ReadGrant.Resolve grant, Attempt attempt) throws ReadFailed;

  /**
   * What was found, in order.
   *
   * @throws ReadFailed as {@link #resolve}
   */
  static List<String> told(SortedSet<String> found) throws ReadFailed {
    if (found.size() > MOST_ACCOUNTS) {
      throw new ReadFailed(Failure.AMBIGUOUS);
    }
    return List.copyOf(found);
  }

  /** Numbers for each reach whose group is held; the others are absent. */
  Map<ReadGrant.Reach, Long> count(ReadGrant.Count grant, Attempt attempt) throws ReadFailed;

  /**
   * Accounts that share a sign with the grant's; the grant has no reach. A source that knows no
   * signs finds none.
   */
  default List<Linking.Link> linked(ReadGrant.Count grant, Attempt attempt) throws ReadFailed {
    return List.of();
  }

  /** Gives the sink everything in the grant's scope, from one state of the platform. */
  Disclosure.Totals read(ReadGrant.Rows grant, Attempt attempt, RecordSink sink) throws ReadFailed;

  /** What the platform holds, and what each field means. */
  SourceDictionary dictionary();

  /**
   * Closes what runs of dead portals left open at the platform.
   *
   * @return how many
   */
  default int closeLeftovers() throws ReadFailed {
    return 0;
  }

  /** What the platform itself saw of runs since a time; empty where it keeps no such record. */
  default Optional<PlatformRecord> seen(Instant since) throws ReadFailed {
    return Optional.empty();
  }
}
