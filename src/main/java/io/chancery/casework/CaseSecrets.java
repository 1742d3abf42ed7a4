package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.keys.Envelopes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Seals what stages keep about a case's people under the case's own key: whoever destroys that key
 * has erased it everywhere.
 */
@ApplicationScoped
public class CaseSecrets {
  private final CaseRepositories.Cases cases;
  private final Envelopes envelopes;

  CaseSecrets(CaseRepositories.Cases cases, Envelopes envelopes) {
    this.cases = cases;
    this.envelopes = envelopes;
  }

  /**
   * Seals {@code plain} under the case's key.
   *
   * @param context what it is; it opens as nothing else
   */
  @Transactional
  public byte[] seal(CaseId id, byte[] plain, String context) {
    return envelopes.seal(cases.findById(id.value()).caseKey(), plain, context);
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws io.chancery.keys.SealBrokenException when it is of another case or context
   */
  @Transactional
  public byte[] open(CaseId id, byte[] sealed, String context) {
    return envelopes.open(cases.findById(id.value()).caseKey(), sealed, context);
  }
}
