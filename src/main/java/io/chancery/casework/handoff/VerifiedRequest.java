package io.chancery.casework.handoff;

import io.chancery.kernel.Sha256;
import java.util.List;

/** The request after requester and instrument were checked. */
public record VerifiedRequest(
    String reference, Sha256 previous, String verifiedBy, List<Check> checks) implements HandOff {

  /** One check and its outcome. */
  public record Check(String name, String outcome, String by) {}
}
