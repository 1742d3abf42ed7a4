package io.chancery.custody;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;

/** What a ledger entry is about. Entries of one case are numbered and chained. */
public sealed interface Subject {

  /** A case. */
  record OfCase(CaseId id, CaseReference reference) implements Subject {}

  /** An agency. */
  record OfAgency(AgencyId id) implements Subject {}

  /** A person of staff or of an agency. */
  record OfPerson(ActorId id) implements Subject {}

  /** The installation itself. */
  record OfSystem() implements Subject {}
}
