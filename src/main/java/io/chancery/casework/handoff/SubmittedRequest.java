package io.chancery.casework.handoff;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agency asked for, as received; or what the platform refers to it of its own accord.
 *
 * @param officer who asked; of a referral, to whom it is addressed
 * @param referredBy the member of staff who made the referral; absent where the agency asked
 */
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
    List<Asked> targets,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String referredBy)
    implements HandOff {

  /** One target: whose data, which groups, which period. */
  public record Asked(
      int number,
      String identifierKind,
      String identifierHash,
      List<FieldGroup> groups,
      Period period) {}
}
