package io.chancery.casework.clarification;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseSecrets;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Emergencies;
import io.chancery.casework.FactSource;
import io.chancery.casework.Facts;
import io.chancery.casework.Guard;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Officers;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.Sha256;
import io.chancery.notification.Outbox;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the officer before a decision. Not a state: an open one blocks proposal, approval
 * and release, and clocks rest only where the pack says that they do (architecture.md, section 6).
 */
@ApplicationScoped
public class Clarifications implements FactSource {
  /** Why a question is asked; words {@code clarification_reason_<code>}. */
  public static final List<String> REASONS =
      List.of(
          "incomplete",
          "manifest-errors",
          "identifier-unclear",
          "period-unclear",
          "more-information");

  private static final Set<CaseStatus> ASKABLE =
      EnumSet.of(CaseStatus.SUBMITTED, CaseStatus.IN_REVIEW, CaseStatus.AWAITING_APPROVAL);
  private static final String SEAL = "clarification";

  /**
   * A question and how it ended.
   *
   * @param how {@code OPEN}, {@code ANSWERED} or {@code CLOSED}
   * @param answer the officer's words; null unless answered
   */
  public record Question(
      int number,
      String reason,
      String question,
      String askedBy,
      Instant askedAt,
      String how,
      @Nullable String answer,
      @Nullable String endedBy,
      @Nullable Instant endedAt) {

    /** Whether it waits for its answer. */
    public boolean open() {
      return how.equals("OPEN");
    }

    @Override
    public String toString() {
      return "Question[" + number + " " + how + "]";
    }
  }

  private final ClarificationRows rows;
  private final ClarificationRows.Ends ends;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseClocks clocks;
  private final CaseLifecycle lifecycle;
  private final CaseSecrets secrets;
  private final CurrentActor current;
  private final Staff staff;
  private final Officers officers;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  Clarifications(
      ClarificationRows rows,
      ClarificationRows.Ends ends,
      CaseAccess access,
      CaseViews views,
      CaseClocks clocks,
      CaseLifecycle lifecycle,
      CaseSecrets secrets,
      CurrentActor current,
      Staff staff,
      Officers officers,
      Outbox outbox,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.ends = ends;
    this.access = access;
    this.views = views;
    this.clocks = clocks;
    this.lifecycle = lifecycle;
    this.secrets = secrets;
    this.current = current;
    this.staff = staff;
    this.officers = officers;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void contribute(CaseId caseId, CaseStep step, Facts facts) {
    facts.state(Facts.Fact.CLARIFIED, rows.open(caseId) == 0);
  }

  /** The questions of a case that the current actor may see, oldest first. */
  @Transactional
  public List<Question> of(String reference) {
    CaseId id = access.visible(reference);
    Map<java.util.UUID, ClarificationEnd> ended =
        ends.of(id).stream().collect(Collectors.toMap(ClarificationEnd::id, Function.identity()));
    return rows.of(id).stream().map(q -> view(id, q, ended.get(q.id()))).toList();
  }

  /** Whether somebody of the current actor's roles could ask now. */
  public boolean mayAsk(CaseView view) {
    Actor actor = current.get();
    return ASKABLE.contains(view.status())
        && !view.referral()
        && (actor.is(Role.CLERK) || actor.is(Role.REVIEWER) || actor.is(Role.APPROVER));
  }

  /**
   * Asks the officer; they are told by mail that there is a question, not which.
   *
   * @param reason one of {@link #REASONS}
   * @throws Problem invalid-input, or not-from-here when no decision is ahead
   */
  @Transactional
  public void ask(String reference, String reason, String words) {
    CaseId id = access.visible(reference);
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    requireWords("question", words);
    requireAskable(id);
    Actor actor = current.get();
    List<Clarification> before = rows.of(id);
    boolean first = rows.open(id) == 0;
    int number = before.size() + 1;
    byte[] sealed = seal(id, words);
    rows.persist(
        new Clarification(ids.next(), id, number, reason, sealed, actor.id(), clock.instant()));
    lifecycle.record(
        id, actor, new CaseEvent.ClarificationAsked(number, reason, Sha256.hash(sealed)));
    if (first) {
      clocks.happened(id, CaseClocks.CLARIFICATION_ASKED);
    }
    officers
        .find(ActorId.parse(views.of(id).officerId()))
        .ifPresent(officer ->
            outbox.add(
                Outbox.Kind.CLARIFICATION_ASKED, new CaseReference(reference), officer.mail()));
  }

  /**
   * The officer's answer; any officer of the agency may give it, once.
   *
   * @throws Problem not-from-here when the question is not open
   */
  @Transactional
  public void answer(String reference, int number, String words) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.OFFICER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    requireWords("answer", words);
    views.lockedStatus(id);
    Clarification question = open(id, number);
    byte[] sealed = seal(id, words);
    ends.persist(new ClarificationEnd(question, id, sealed, actor.id(), clock.instant()));
    lifecycle.record(id, actor, new CaseEvent.ClarificationAnswered(number, Sha256.hash(sealed)));
    ended(id);
  }

  /** Whoever could ask needs no answer any more. */
  @Transactional
  public void close(String reference, int number) {
    CaseId id = access.visible(reference);
    requireAskable(id);
    Actor actor = current.get();
    ends.persist(new ClarificationEnd(open(id, number), id, null, actor.id(), clock.instant()));
    lifecycle.record(id, actor, new CaseEvent.ClarificationClosed(number));
    ended(id);
  }

  private void ended(CaseId id) {
    ends.flush();
    if (rows.open(id) == 0) {
      clocks.happened(id, CaseClocks.CLARIFICATION_ANSWERED);
    }
  }

  private void requireAskable(CaseId id) {
    CaseStatus status = views.lockedStatus(id);
    if (!ASKABLE.contains(status)) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    CaseView view = views.of(id);
    if (view.referral()) {
      throw Problem.of(ProblemType.BLOCKED, "guard_" + Guard.OWN_REFERRAL);
    }
    if (!mayAsk(view)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
  }

  private Clarification open(CaseId id, int number) {
    Clarification question =
        rows.of(id).stream()
            .filter(q -> q.number() == number)
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (ends.findById(question.id()) != null) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    return question;
  }

  private static void requireWords(String field, String words) {
    if (!Emergencies.isInWords(words)) {
      throw Problem.invalid(field, "words_missing");
    }
  }

  private byte[] seal(CaseId id, String words) {
    return secrets.seal(id, words.strip().getBytes(StandardCharsets.UTF_8), SEAL);
  }

  private String opened(CaseId id, byte[] sealed) {
    return new String(secrets.open(id, sealed, SEAL), StandardCharsets.UTF_8);
  }

  private Question view(CaseId id, Clarification question, @Nullable ClarificationEnd end) {
    byte[] answer = end == null ? null : end.words();
    return new Question(
        question.number(),
        question.reason(),
        opened(id, question.words()),
        // Staff have no names for agencies; the platform asks.
        access.staffLooks() ? name(question.askedBy()) : "",
        question.askedAt(),
        end == null ? "OPEN" : end.how().name(),
        answer == null ? null : opened(id, answer),
        end == null ? null : name(end.by()),
        end == null ? null : end.at());
  }

  private String name(ActorId person) {
    Optional<String> member =
        access.staffLooks() ? staff.find(person).map(Staff.StaffView::fullName) : Optional.empty();
    return member.or(() -> officers.find(person).map(Officers.OfficerView::fullName)).orElse("");
  }
}
