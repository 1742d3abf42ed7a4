package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;

/** Says who is out of a case for good; asked at every look and every step. */
public interface Recusal {

  /** Whether this person declared a conflict of interest in this case. */
  boolean recused(CaseId id, ActorId person);
}
