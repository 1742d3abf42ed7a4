package io.chancery.casework;

import io.chancery.kernel.CaseId;

/**
 * What a stage knows about its own rows of a case. One bean per stage; casework never asks it more.
 */
public interface FactSource {

  /** States this stage's facts; runs in the step's transaction, under the case row's lock. */
  void contribute(CaseId caseId, CaseStep step, Facts facts);
}
