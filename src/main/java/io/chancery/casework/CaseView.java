package io.chancery.casework;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import io.chancery.policy.Clocks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case as a person may see it. Resolution and account protection are null for agencies: nothing
 * tells a requester whether an account exists before release is decided.
 *
 * @param actsNext role key of who acts next, or null when nobody does
 * @param emergency whether the case is an emergency
 * @param met the conditions that the reviewer found to be met; always empty for agencies
 * @param version what the person sees now; goes back with every step
 */
public record CaseView(
    CaseId id,
    String reference,
    CaseStatus status,
    @Nullable String actsNext,
    long version,
    Instant receivedAt,
    String regime,
    String packVersion,
    AgencyId agencyId,
    String agency,
    String officer,
    String officerId,
    InstrumentView instrument,
    List<TargetView> targets,
    @Nullable ClockView clock,
    @Nullable Boolean protectedAccount,
    @JsonIgnore boolean emergency,
    @JsonIgnore Set<String> met) {

  public CaseView {
    targets = List.copyOf(targets);
    met = Set.copyOf(met);
  }

  /** The instrument, without its bytes. */
  public record InstrumentView(
      String kind,
      String citation,
      boolean confirmed,
      String authority,
      String issuerType,
      String docket,
      LocalDate issuedOn,
      Sha256 digest,
      long bytes) {}

  /** One target and what is asked about it. */
  public record TargetView(
      int number,
      String identifierKind,
      String identifier,
      String timeZone,
      @Nullable String resolution,
      List<ItemView> items) {
    public TargetView {
      items = List.copyOf(items);
    }
  }

  /** One item as asked; {@code reached} says whether the instrument reaches its field group. */
  public record ItemView(
      int number, int target, FieldGroup group, Period period, boolean reached) {}

  /** The clock that runs or ran, with its law and its arithmetic. */
  public record ClockView(
      String name,
      Instant startedAt,
      Instant dueAt,
      int days,
      String citation,
      boolean confirmed,
      @Nullable Instant endedAt,
      Clocks.Computed law) {

    /** Whether the answer is late at {@code now}; derived, never stored. */
    public boolean lateAt(Instant now) {
      return (endedAt == null ? now : endedAt).isAfter(dueAt);
    }
  }
}
