package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that opens a case: what intake has checked by shape.
 *
 * @param draft the draft it came from; a draft opens one case, ever; null for a referral
 * @param statement the officer's words about conditions and details that the pack names
 * @param declared events of the case's clocks that came with the request
 * @param dueOn the last day for the answer, where the instrument itself names it
 * @param order what forbids telling the account holders; null when nothing was given
 * @param follows the earlier case that this one supplements or corrects; null when there is none
 * @param referral that the platform begins it of its own accord, and how; null where an agency asks
 */
public record NewCase(
    @Nullable UUID draft,
    AgencyId agency,
    ActorId officer,
    String regime,
    Instrument instrument,
    List<Asked> targets,
    Map<String, String> statement,
    List<String> declared,
    @Nullable LocalDate dueOn,
    @Nullable Order order,
    @Nullable Follows follows,
    @Nullable Referral referral) {

  public NewCase {
    targets = List.copyOf(targets);
    statement = Map.copyOf(statement);
    declared = List.copyOf(declared);
  }

  /** The same paper and targets, to be stored and nothing else. */
  NewCase preserving(String kind) {
    Instrument paper = instrument;
    return new NewCase(
        draft,
        agency,
        officer,
        regime,
        new Instrument(
            kind,
            paper.authority(),
            paper.issuerType(),
            paper.docket(),
            paper.issuedOn(),
            paper.vaultKey(),
            paper.digest(),
            paper.bytes()),
        targets,
        Map.of(),
        List.of(),
        null,
        null,
        null,
        null);
  }

  /**
   * The platform's own referral.
   *
   * @param by the member of staff who makes it
   * @param awareAt when the platform became aware
   */
  public record Referral(ActorId by, Instant awareAt) {}

  /** An earlier case of the same agency, and how the new one stands to it. */
  public record Follows(CaseReference earlier, CaseRelation relation) {}

  /** The instrument as received. */
  public record Instrument(
      String kind,
      String authority,
      String issuerType,
      String docket,
      LocalDate issuedOn,
      String vaultKey,
      Sha256 digest,
      long bytes) {}

  /**
   * An order that forbids telling the account holder.
   *
   * @param extended the number of the order that it takes over from; null for a first one
   * @param endsAt the first instant at which it no longer binds; null where an approver let it
   *     stand without end
   * @param override the approver's words where it lasts longer than the pack lets it; else null
   */
  public record Order(
      @Nullable Integer extended,
      String ground,
      String court,
      String judge,
      String docket,
      @Nullable Instant endsAt,
      @Nullable String override) {}

  /**
   * One target and what is asked about it. {@code timeZone} is the one that the officer thinks in.
   */
  public record Asked(
      Identifier identifier, List<FieldGroup> groups, Period period, String timeZone) {
    public Asked {
      groups = List.copyOf(groups);
    }
  }
}
