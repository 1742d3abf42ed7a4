package io.chancery.source;

import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.util.Map;
import java.util.Optional;

/**
 * One platform. Every method takes a grant that {@link Sources} has verified, and nothing that
 * names a case.
 */
interface SourceConnector {

  /** Digest of what the grant would ask, without its values. */
  Sha256 queryDigest(ReadGrant grant);

  /** The account behind the grant's identifier. */
  Optional<String> resolve(ReadGrant.Resolve grant) throws ReadFailed;

  /** Numbers for each reach whose group is held; the others are absent. */
  Map<ReadGrant.Reach, Long> count(ReadGrant.Count grant) throws ReadFailed;

  /** Gives the sink everything in the grant's scope. */
  Disclosure.Totals disclose(ReadGrant.Disclose grant, RecordSink sink) throws ReadFailed;

  /** What the platform holds, and what each field means. */
  SourceDictionary dictionary();
}
