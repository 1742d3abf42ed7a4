package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The quarterly review: an approver or an auditor goes through what everybody else holds, keeps or
 * ends each right, and signs the whole. Their own rights wait for another reviewer.
 */
@ApplicationScoped
public class AccessReviews {
  /** The act of the touch that signs a review; its object is the digest of what is shown. */
  public static final String ACT = "review-access";

  /**
   * One right on the sheet.
   *
   * @param own whether it is the reader's own, which somebody else reviews
   * @param reviewedAt when it was last gone through; null for never
   * @param dueAt when it should be
   */
  public record Line(
      UUID right,
      ActorId person,
      String fullName,
      String role,
      String kind,
      String reason,
      Instant from,
      @Nullable Instant until,
      boolean own,
      @Nullable Instant reviewedAt,
      Instant dueAt,
      boolean overdue) {}

  /**
   * What is reviewed.
   *
   * @param digest over the lines that are not the reader's own, in their order
   */
  public record Sheet(List<Line> lines, Sha256 digest) {
    public Sheet {
      lines = List.copyOf(lines);
    }

    /** Whether any right waits for longer than it may. */
    public boolean overdue() {
      return lines.stream().anyMatch(Line::overdue);
    }
  }

  /** A review that was signed. */
  public record Signed(Instant at, String by, Sha256 digest) {}

  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final AccessReview.Rows reviews;
  private final AccessReview.Lines lines;
  private final StaffEndings endings;
  private final CustodyLedger ledger;
  private final Leavers leavers;
  private final StepUps stepUps;
  private final CurrentActor current;
  private final StaffConfiguration limits;
  private final Ids ids;
  private final Clock clock;

  AccessReviews(
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      AccessReview.Rows reviews,
      AccessReview.Lines lines,
      StaffEndings endings,
      CustodyLedger ledger,
      Leavers leavers,
      StepUps stepUps,
      CurrentActor current,
      StaffConfiguration limits,
      Ids ids,
      Clock clock) {
    this.staff = staff;
    this.grants = grants;
    this.reviews = reviews;
    this.lines = lines;
    this.endings = endings;
    this.ledger = ledger;
    this.leavers = leavers;
    this.stepUps = stepUps;
    this.current = current;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
  }

  /** Every right that counts now, of people whose access has not ended, by name. */
  @Transactional
  public Sheet sheet() {
    Actor reader = current.get();
    Instant now = clock.instant();
    List<Line> all =
        grants.inForce(now).stream()
            .flatMap(grant -> line(grant, reader, now).stream())
            .sorted(
                Comparator.comparing(Line::fullName)
                    .thenComparing(Line::role)
                    .thenComparing(line -> line.right().toString()))
            .toList();
    return new Sheet(all, digest(all));
  }

  /** The newest reviews. */
  @Transactional
  public List<Signed> signed() {
    return reviews.find("order by signedAt desc").page(0, 8).list().stream()
        .map(review -> {
          StaffMember by = staff.findById(review.signedBy());
          return new Signed(
              review.signedAt(), by == null ? "" : by.fullName(), new Sha256(review.digest()));
        })
        .toList();
  }

  /**
   * Signs a review with the touch for {@link #ACT} on the shown digest. What is not kept ends now.
   *
   * @param shown the digest of the sheet that was gone through
   * @param kept the answer for each right that is not the reviewer's own
   * @throws Problem forbidden, blocked when the rights have changed since they were shown, or
   *     invalid-input naming each right without an answer
   */
  @Transactional
  public void sign(Sha256 shown, Map<UUID, Boolean> kept) {
    Actor reviewer = current.get();
    if (!reviewer.is(Role.APPROVER) && !reviewer.is(Role.AUDITOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    leavers.keepFrom(reviewer, ACT);
    Sheet sheet = sheet();
    if (!sheet.digest().equals(shown)) {
      throw Problem.of(ProblemType.BLOCKED, "guard_SHOWN_DIFFERS");
    }
    List<Line> others = sheet.lines().stream().filter(line -> !line.own()).toList();
    List<Problem.FieldError> missing = new ArrayList<>();
    for (Line line : others) {
      if (!kept.containsKey(line.right())) {
        missing.add(new Problem.FieldError("right-" + line.right(), "staff_review_line"));
      }
    }
    if (!missing.isEmpty() || others.isEmpty()) {
      throw Problem.invalid(missing);
    }
    stepUps.require(ACT, shown.hex());
    store(reviewer, others, kept);
  }

  private void store(Actor reviewer, List<Line> others, Map<UUID, Boolean> kept) {
    StringBuilder signed = new StringBuilder();
    int ended = 0;
    for (Line line : others) {
      boolean keep = Objects.requireNonNull(kept.get(line.right()));
      signed.append(text(line)).append(keep ? " keep\n" : " end\n");
      ended += keep ? 0 : 1;
    }
    Sha256 digest = Sha256.hash(signed.toString());
    AccessReview review =
        new AccessReview(ids.next(), digest.hex(), reviewer.id().value(), clock.instant());
    reviews.persistAndFlush(review);
    for (Line line : others) {
      boolean keep = Objects.requireNonNull(kept.get(line.right()));
      lines.persist(new AccessReview.Line(new AccessReview.Key(review.id(), line.right()), keep));
      if (!keep) {
        endings.end(grants.findById(line.right()), reviewer, "access review " + review.id());
      }
    }
    ledger.append(
        new Subject.OfSystem(),
        reviewer,
        new HouseEvent.AccessReviewed(others.size() - ended, ended, digest));
  }

  private Optional<Line> line(RoleGrant grant, Actor reader, Instant now) {
    StaffMember member = staff.findById(grant.staffId());
    if (!member.mayActAt(now)) {
      return Optional.empty();
    }
    Instant reviewed = reviews.latest(grant.id()).orElse(null);
    Instant due = (reviewed == null ? grant.validFrom() : reviewed).plus(limits.reviewEvery());
    return Optional.of(
        new Line(
            grant.id(),
            new ActorId(member.id()),
            member.fullName(),
            grant.role(),
            grant.kind().name(),
            grant.reason(),
            grant.validFrom(),
            grant.validUntil(),
            reader.id().value().equals(member.id()),
            reviewed,
            due,
            now.isAfter(due)));
  }

  private static Sha256 digest(List<Line> all) {
    StringBuilder text = new StringBuilder();
    all.stream().filter(line -> !line.own()).forEach(line -> text.append(text(line)).append('\n'));
    return Sha256.hash(text.toString());
  }

  private static String text(Line line) {
    return String.join(
        " ",
        line.right().toString(),
        line.person().toString(),
        line.role(),
        line.kind(),
        StaffCodes.of(line.from()),
        StaffCodes.of(line.until()));
  }
}
