package io.chancery.policy;

import io.chancery.kernel.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** What two people activated, as the database holds it. */
@ApplicationScoped
class RecordedActivations implements ActivatedPacks {
  private final PolicyActivation.Rows rows;

  RecordedActivations(PolicyActivation.Rows rows) {
    this.rows = rows;
  }

  @Override
  @Transactional
  public Optional<Sha256> digest(String pack, String version) {
    return rows.of(pack, version).map(PolicyActivation::digest);
  }
}
