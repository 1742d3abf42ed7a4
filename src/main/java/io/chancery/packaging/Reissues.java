package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepResult;
import io.chancery.directory.RecipientKeys;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handing a delivered production over once more: to a new key of the agency, or as a copy to a
 * court or a defence. A custodian proposes, an approver confirms, and the way through sealing and
 * release begins again. The scope stays, and so does every byte of the payload. One class, because
 * proposal, answers and end are one little state machine under the case's lock.
 */
@ApplicationScoped
public class Reissues {
  /** The act for which staff touch their key; its object is the case. */
  public static final String ACT = "reissue";

  /** The act of giving a re-issue up. */
  public static final String END = "end-reissue";

  /** Why something may be issued again. */
  public static final List<String> REASONS =
      List.of("key-lost", "key-compromised", "key-ended", "court-asked", "defence-asked");

  /** Why a re-issue may be given up. */
  public static final List<String> ENDS = List.of("no-longer-needed", "recipient-key-replaced");

  /** A key to which a production can go. */
  public record KeyView(String purpose, String kind, String fingerprint) {}

  /**
   * A proposal as staff see it.
   *
   * @param production number of the production that it repeats
   * @param shown the digest that an answer binds to
   * @param state {@code OPEN}, {@code CONFIRMED} or {@code REJECTED}
   */
  public record ReissueView(
      ReissueId id,
      int production,
      String purpose,
      String reason,
      String recipient,
      Sha256 shown,
      String state,
      String proposedBy,
      Instant proposedAt,
      @Nullable String answeredBy) {}

  /** What came of proposing: the step's result, and the proposal's id when it was taken. */
  public record Proposed(StepResult result, ReissueId id) {}

  private record Shown(
      String reference,
      String reissue,
      String production,
      Sha256 ciphertext,
      String purpose,
      String reason,
      String recipient) {}

  private final ReissueRows rows;
  private final PackagingRows productions;
  private final RecipientKeys recipients;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final CaseViews views;
  private final Staff staff;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  Reissues(
      ReissueRows rows,
      PackagingRows productions,
      RecipientKeys recipients,
      CaseAccess access,
      CaseLifecycle lifecycle,
      CaseViews views,
      Staff staff,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.productions = productions;
    this.recipients = recipients;
    this.access = access;
    this.lifecycle = lifecycle;
    this.views = views;
    this.staff = staff;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /** The keys to which it could go, newest first; staff only. */
  @Transactional
  public List<KeyView> keys(String reference) {
    CaseId id = staffCase(reference);
    return usable(id).stream()
        .map(held ->
            new KeyView(held.purpose().key(), held.key().kind().name(), held.key().fingerprint()))
        .toList();
  }

  /**
   * Proposes to issue the newest delivered production again.
   *
   * @param recipient fingerprint of one of {@link #keys}
   * @param reason one of {@link #REASONS}
   * @throws Problem invalid-input naming the field at fault, duplicate while a proposal is open
   */
  @Transactional
  public Proposed propose(String reference, long seenVersion, String recipient, String reason) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.CUSTODIAN)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    RecipientKeys.Usable key =
        usable(id).stream()
            .filter(held -> held.key().fingerprint().equals(recipient.strip()))
            .findFirst()
            .orElseThrow(() -> Problem.invalid("recipient", "reissue_key"));
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    CaseStatus unused = views.lockedStatus(id);
    if (rows.open(id)) {
      throw Problem.of(ProblemType.DUPLICATE, "reissue_open");
    }
    Production delivered =
        productions.handedOver(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    stepUps.require(ACT, reference);
    ReissueId reissue = new ReissueId(ids.next());
    String purpose = key.purpose().key();
    String fingerprint = key.key().fingerprint();
    Sha256 digest =
        Sha256.hash(
            HandOffs.canonical(
                new Shown(
                    reference,
                    reissue.toString(),
                    delivered.id().toString(),
                    java.util.Objects.requireNonNull(delivered.ciphertext()),
                    purpose,
                    reason,
                    fingerprint)));
    rows.add(
        new Reissue(
            reissue,
            id,
            delivered.id(),
            purpose,
            reason,
            fingerprint,
            digest,
            actor.id(),
            clock.instant()));
    return new Proposed(
        lifecycle.apply(
            id,
            seenVersion,
            actor,
            new CaseStep.ProposeReissue(actor.id(), reissue, purpose, reason, fingerprint, digest)),
        reissue);
  }

  /**
   * Confirms a proposal; the case goes back to the custodian, who seals for the other key.
   *
   * @param shown the digest that the person saw
   */
  @Transactional
  public StepResult confirm(String reference, long seenVersion, ReissueId reissue, Sha256 shown) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    Reissue proposal = answering(id, reissue, reference);
    rows.add(new ReissueAnswer(reissue, id, true, actor.id(), clock.instant()));
    return lifecycle.apply(
        id,
        seenVersion,
        actor,
        new CaseStep.Reissue(
            actor.id(),
            reissue,
            proposal.purpose(),
            proposal.reason(),
            proposal.recipient(),
            shown));
  }

  /** Rejects a proposal; the case stays as it was delivered. */
  @Transactional
  public StepResult reject(String reference, long seenVersion, ReissueId reissue, Sha256 shown) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    Reissue unused = answering(id, reissue, reference);
    rows.add(new ReissueAnswer(reissue, id, false, actor.id(), clock.instant()));
    return lifecycle.apply(
        id, seenVersion, actor, new CaseStep.RejectReissue(actor.id(), reissue, shown));
  }

  /** Gives the re-issue up; a package that was sealed for it is voided. */
  @Transactional
  public StepResult end(String reference, long seenVersion, String reason) {
    CaseId id = staffCase(reference);
    Actor actor = current.get();
    if (!ENDS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    CaseStatus status = views.lockedStatus(id);
    Reissue open = rows.confirmed(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE));
    stepUps.require(END, reference);
    StepResult result =
        lifecycle.apply(
            id, seenVersion, actor, new CaseStep.EndReissue(actor.id(), open.id(), reason));
    if (result instanceof StepResult.Applied && status == CaseStatus.SEALED) {
      productions.of(id).getFirst().voided();
    }
    return result;
  }

  /** The case's proposals, oldest first; staff only. */
  @Transactional
  public List<ReissueView> of(String reference) {
    CaseId id = staffCase(reference);
    return rows.of(id).stream().map(this::view).toList();
  }

  private ReissueView view(Reissue r) {
    Optional<ReissueAnswer> answer = rows.answer(r.id());
    return new ReissueView(
        r.id(),
        number(r.production()),
        r.purpose(),
        r.reason(),
        r.recipient(),
        r.digest(),
        answer.map(a -> a.confirmed() ? "CONFIRMED" : "REJECTED").orElse("OPEN"),
        name(r.proposedBy()),
        r.proposedAt(),
        answer.map(a -> name(a.answeredBy())).orElse(null));
  }

  private Reissue answering(CaseId id, ReissueId reissue, String reference) {
    // Under the case's lock: of two answers at once, the later one sees the earlier.
    CaseStatus unused = views.lockedStatus(id);
    Reissue proposal = rows.find(id, reissue).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (rows.answer(reissue).isPresent()) {
      throw Problem.of(ProblemType.STALE);
    }
    stepUps.require(ACT, reference);
    return proposal;
  }

  private List<RecipientKeys.Usable> usable(CaseId id) {
    return recipients.allUsable(views.of(id).agencyId());
  }

  private int number(ProductionId production) {
    return productions.find(production.value()).map(Production::number).orElse(0);
  }

  private CaseId staffCase(String reference) {
    CaseId id = access.visible(reference);
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return id;
  }

  private String name(ActorId person) {
    return staff.find(person).map(Staff.StaffView::fullName).orElse("");
  }
}
