package io.chancery.casework;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case as a person may see it. Resolution and account protection are null for agencies: nothing
 * tells a requester whether an account exists before release is decided.
 *
 * @param actsNext role key of who acts next, or null when nobody does
 * @param emergency whether the case is an emergency
 * @param clocks every clock that has started; the first is the one that the answer runs against
 * @param met the conditions that the reviewer found to be met; always empty for agencies
 * @param referredBy the member of staff who began it of the platform's own accord; null where an
 *     agency asked
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
    List<ClockView> clocks,
    @Nullable Boolean protectedAccount,
    @JsonIgnore boolean expression,
    @JsonIgnore boolean noJudge,
    @JsonIgnore boolean emergency,
    @JsonIgnore Set<String> met,
    @JsonIgnore @Nullable String referredBy) {

  public CaseView {
    targets = List.copyOf(targets);
    clocks = List.copyOf(clocks);
    met = Set.copyOf(met);
  }

  /** Whether the platform began it of its own accord. */
  public boolean referral() {
    return referredBy != null;
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

  /**
   * One target and what is asked about it.
   *
   * @param accountOf the asked target to whose identifier this account answers as well; null for an
   *     asked one, and those are all that an agency sees
   */
  public record TargetView(
      int number,
      String identifierKind,
      String identifier,
      String timeZone,
      @Nullable String resolution,
      @Nullable Integer accountOf,
      List<ItemView> items) {
    public TargetView {
      items = List.copyOf(items);
    }

    /** The item of this number, which must be one of the target's. */
    public ItemView item(int wanted) {
      return items.stream().filter(item -> item.number() == wanted).findFirst().orElseThrow();
    }
  }

  /**
   * One item as asked.
   *
   * @param reached whether the instrument reaches its field group, or some of its fields
   * @param fields the fields that it reaches at most; null for every field
   */
  public record ItemView(
      int number,
      int target,
      FieldGroup group,
      Period period,
      boolean reached,
      @Nullable List<String> fields) {}

  /** The clock that the answer runs against; null before one has started. */
  public @Nullable ClockView clock() {
    return clocks.isEmpty() ? null : clocks.getFirst();
  }

  /** A clock that runs or ran, with its law and its arithmetic. */
  public record ClockView(Clocks.Computed law) {

    /** Code of the clock: {@code clock_name_<name>} in the bundles. */
    public String name() {
      return law.rule().name();
    }

    /** When it started. */
    public Instant startedAt() {
      return Objects.requireNonNull(law.startedAt());
    }

    /** When its period ends, exclusive; null while it rests or runs without an end. */
    public @Nullable Instant dueAt() {
      return law.due();
    }

    /** When it would have ended if nothing had happened since it started. */
    public @Nullable Instant firstDueAt() {
      // A date that somebody named is not counted.
      return law.rule().unit() == PolicyPack.Unit.DATE_GIVEN
          ? law.steps().getFirst().due()
          : Clocks.compute(
                  law.rule(),
                  law.place(),
                  List.of(Clocks.Event.of(law.rule().starts(), startedAt())))
              .due();
    }

    /** The article. */
    public String citation() {
      return law.rule().citation();
    }

    /** Whether counsel confirmed the rule. */
    public boolean confirmed() {
      return law.rule().confirmed();
    }

    /** Whether nothing can move it any more. */
    public boolean over() {
      return law.state() == Clocks.State.ENDED || law.state() == Clocks.State.STOPPED;
    }

    /** When it ended or was stopped; null while it runs. */
    public @Nullable Instant endedAt() {
      return over() ? law.steps().getLast().at() : null;
    }

    /** Whether the answer is late at {@code now}; derived, never stored. */
    public boolean lateAt(Instant now) {
      Instant due = dueAt();
      Instant ended = endedAt();
      return law.rule().outcome() == PolicyPack.Expiry.LATE
          && due != null
          && (ended == null ? now : ended).isAfter(due);
    }
  }
}
