package io.chancery.casework.handoff;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.util.List;

/** Exactly what may be read and released, signed by two people. */
public record ApprovedScope(
    String reference,
    Sha256 previous,
    String decision,
    Sha256 shown,
    String proposedBy,
    String approvedBy,
    List<Granted> items)
    implements HandOff {

  /** One field group of one target's account over one period. */
  public record Granted(int target, String accountHash, FieldGroup group, Period period) {}
}
