package io.chancery.oversight;

import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One stored comparison of reads with grants.
 *
 * @param at when it was made
 * @param from what happened before was compared before
 * @param until everything before it was covered
 * @param uses attempts by the kind of their grant
 * @param unseen sources of which the platform's own record could not be compared
 * @param digest of the stored result; its ledger entry names it
 */
public record ReconciliationView(
    UUID id,
    Instant at,
    Instant from,
    Instant until,
    Map<String, Integer> uses,
    List<Finding> findings,
    List<String> unseen,
    Sha256 digest) {
  public ReconciliationView {
    uses = new TreeMap<>(uses);
    findings = List.copyOf(findings);
    unseen = List.copyOf(unseen);
  }
}
