package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Roles for an emergency after they were opened: who held one, and what an auditor says about it. A
 * role is all that is behind the glass; account data is still read under a grant or not at all.
 */
@ApplicationScoped
public class BreakGlass {
  /** How soon an auditor looks (product.md, "two people"). */
  public static final Duration REVIEW_WITHIN = Duration.ofDays(3);

  /** The act of the touch that signs a review. */
  public static final String ACT = "review-break-glass";

  private static final int WORDS = 2000;

  /** What an auditor may find. */
  public enum Outcome {
    JUSTIFIED,
    UNJUSTIFIED
  }

  /**
   * A role that was opened and not looked at since.
   *
   * @param right the row's id
   * @param proposal how it was opened
   * @param until its recorded end, or the moment at which it was taken
   * @param reviewDue when an auditor should have looked
   */
  public record Open(
      UUID right,
      ProposalId proposal,
      ActorId holder,
      String role,
      String reason,
      Instant from,
      Instant until,
      Instant reviewDue) {
    /** Whether something that {@code actor} did at {@code at} was done while the role was open. */
    public boolean covers(String actor, Instant at) {
      return holder.toString().equals(actor) && !at.isBefore(from) && at.isBefore(until);
    }
  }

  private final RoleGrants grants;
  private final RoleGrants.Ends ends;
  private final BreakGlassReview.Rows reviews;
  private final CustodyLedger ledger;
  private final Proposals proposals;
  private final Leavers leavers;
  private final StepUps stepUps;
  private final CurrentActor current;
  private final Clock clock;

  BreakGlass(
      RoleGrants grants,
      RoleGrants.Ends ends,
      BreakGlassReview.Rows reviews,
      CustodyLedger ledger,
      Proposals proposals,
      Leavers leavers,
      StepUps stepUps,
      CurrentActor current,
      Clock clock) {
    this.grants = grants;
    this.ends = ends;
    this.reviews = reviews;
    this.ledger = ledger;
    this.proposals = proposals;
    this.leavers = leavers;
    this.stepUps = stepUps;
    this.current = current;
    this.clock = clock;
  }

  /** Everything that no auditor has looked at, oldest first; what is still in force included. */
  @Transactional
  public List<Open> awaitingReview() {
    return grants
        .list(
            "from RoleGrant g where g.kind = ?1 and not exists (select 1 from BreakGlassReview r"
                + " where r.grantId = g.id) order by g.validFrom",
            RoleGrant.Kind.BREAK_GLASS)
        .stream()
        .map(this::open)
        .toList();
  }

  /**
   * An auditor says what they found. Signs with the touch for {@link #ACT} on {@code right}.
   *
   * @throws Problem not-found when there is nothing to review, forbidden for who took part, not-yet
   *     while the role is in force, invalid-input naming the field
   */
  @Transactional
  public void review(UUID right, @Nullable Outcome outcome, @Nullable String words) {
    Actor auditor = current.get();
    if (!auditor.is(Role.AUDITOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    leavers.keepFrom(auditor, ACT);
    Open open =
        awaitingReview().stream()
            .filter(one -> one.right().equals(right))
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (open.holder().equals(auditor.id()) || proposals.tookPart(open.proposal(), auditor.id())) {
      throw Problem.of(ProblemType.BLOCKED, "staff_own_rights");
    }
    if (clock.instant().isBefore(open.until())) {
      throw Problem.of(ProblemType.NOT_YET, "staff_still_in_force");
    }
    if (outcome == null) {
      throw Problem.invalid("outcome", "staff_outcome");
    }
    String typed = Objects.requireNonNullElse(words, "").strip();
    if (typed.isEmpty() || typed.length() > WORDS) {
      throw Problem.invalid("words", "staff_words");
    }
    stepUps.require(ACT, right.toString());
    reviews.persist(
        new BreakGlassReview(right, auditor.id().value(), clock.instant(), outcome.name(), typed));
    ledger.append(
        new Subject.OfPerson(open.holder()),
        auditor,
        Role.AUDITOR,
        new HouseEvent.BreakGlassReviewed(right.toString(), StaffCodes.of(outcome)));
  }

  private Open open(RoleGrant grant) {
    Instant end = Objects.requireNonNull(grant.validUntil());
    RoleEnd taken = ends.findById(grant.id());
    Instant until = taken != null && taken.endedAt().isBefore(end) ? taken.endedAt() : end;
    return new Open(
        grant.id(),
        new ProposalId(Objects.requireNonNull(grant.proposalId())),
        new ActorId(grant.staffId()),
        grant.role(),
        grant.reason(),
        grant.validFrom(),
        until,
        grant.validFrom().plus(REVIEW_WITHIN));
  }
}
