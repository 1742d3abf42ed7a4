package io.chancery.casework.handoff;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What an agency asked for, as received. */
public record SubmittedRequest(
    String reference,
    Instant receivedAt,
    String agency,
    String officer,
    String regime,
    String kind,
    String authority,
    String issuerType,
    String docket,
    LocalDate issuedOn,
    Sha256 instrument,
    long instrumentBytes,
    List<Asked> targets)
    implements HandOff {

  /** One target: whose data, which groups, which period. */
  public record Asked(
      int number,
      String identifierKind,
      String identifierHash,
      List<FieldGroup> groups,
      Period period) {}
}
