package io.chancery.casework.notice;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.AccountHolders;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.NoticeLetters;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.TaskQueue;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Notices to account holders: decided with the approval by the pack's rule, held back while an
 * order binds, due by themselves when the last has ended, and handed to the operator's channel.
 */
@ApplicationScoped
public class Notices {
  /** The act for which an approver touches their key before withholding a notice. */
  public static final String EXCEPTION = "notice-exception";

  private static final int PAGE = 50;
  private static final Set<NoticeState> OPEN =
      EnumSet.of(NoticeState.SCHEDULED, NoticeState.BLOCKED, NoticeState.DUE, NoticeState.FAILED);
  private static final Set<NoticeState> AGAIN =
      EnumSet.of(NoticeState.SCHEDULED, NoticeState.WITHHELD);
  private static final Set<CaseStatus> OVER = EnumSet.of(CaseStatus.REFUSED, CaseStatus.WITHDRAWN);

  /**
   * A notice as staff see it.
   *
   * @param detail code that says more of its state
   * @param dueAt when it falls due, as far as it is known
   * @param letter number of the letter; null while none is written
   */
  public record NoticeView(
      UUID id,
      String reference,
      int target,
      String rule,
      String citation,
      NoticeState state,
      String detail,
      @Nullable Instant dueAt,
      @Nullable Integer letter,
      Instant since) {}

  private final NoticeRows.Notices rows;
  private final NoticeRows.Events events;
  private final NonDisclosureOrders orders;
  private final AccountHolders cases;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final HandOffs handOffs;
  private final NoticeLetters letters;
  private final PolicyPacks packs;
  private final TaskQueue queue;
  private final StepUps stepUps;
  private final CurrentActor current;
  private final Ids ids;
  private final Clock clock;
  private final int challengeDays;

  Notices(
      NoticeRows.Notices rows,
      NoticeRows.Events events,
      NonDisclosureOrders orders,
      AccountHolders cases,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      HandOffs handOffs,
      NoticeLetters letters,
      PolicyPacks packs,
      TaskQueue queue,
      StepUps stepUps,
      CurrentActor current,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.notice.challenge-days", defaultValue = "7")
          int challengeDays) {
    this.rows = rows;
    this.events = events;
    this.orders = orders;
    this.cases = cases;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.handOffs = handOffs;
    this.letters = letters;
    this.packs = packs;
    this.queue = queue;
    this.stepUps = stepUps;
    this.current = current;
    this.ids = ids;
    this.clock = clock;
    this.challengeDays = challengeDays;
  }

  /** The notices of a case, by account; staff only. */
  @Transactional
  public List<NoticeView> of(String reference) {
    CaseId id = access.visible(reference);
    requireStaff();
    return rows.of(id).stream().map(row -> view(row, last(row))).toList();
  }

  /** Notices in these states, those that stand there longest first; staff only. */
  @Transactional
  public List<NoticeView> standing(Set<NoticeState> states, int page) {
    requireStaff();
    return events.standing(states, page, PAGE).stream()
        .map(event -> view(rows.findById(event.noticeId()), event))
        .toList();
  }

  /** Why an approver may withhold a case's notices without an order, as codes of its pack. */
  @Transactional
  public List<String> exceptions(String reference) {
    PolicyPack.NoticeLaw law = pack(access.visible(reference)).notices();
    return law == null ? List.of() : law.exceptions();
  }

  /**
   * Withholds every notice of a case that has not gone out.
   *
   * @param reason one of {@link #exceptions}
   * @throws Problem not-from-here when none is left; blocked where the case is about expression and
   *     no emergency: there an order in force alone withholds
   */
  @Transactional
  public void except(String reference, String reason) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!exceptions(reference).contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    stepUps.require(EXCEPTION, reference);
    var unused = views.lockedStatus(id);
    if (cases.aboutExpression(id) && !rule(id).emergency()) {
      throw Problem.of(ProblemType.BLOCKED, "guard_EXPRESSION");
    }
    List<UserNotice> open =
        rows.of(id).stream().filter(row -> OPEN.contains(last(row).state())).toList();
    if (open.isEmpty()) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    open.forEach(row -> withhold(row, reason, actor));
  }

  /**
   * Records that a notice arrived, as the operator's own system says.
   *
   * @throws Problem not-found, or not-from-here when it was not sent
   */
  @Transactional
  public void delivered(UUID notice) {
    Actor actor = current.get();
    UserNotice row =
        rows.findByIdOptional(notice).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    var unused = views.lockedStatus(row.caseId());
    if (last(row).state() != NoticeState.SENT) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    String how = actor.is(Role.CLERK) ? "recorded-by-staff" : "callback";
    add(row, NoticeState.DELIVERED, how, null, last(row).letter(), actor);
    lifecycle.record(row.caseId(), actor, new CaseEvent.NoticeDelivered(row.target(), how));
  }

  /** When the last time to challenge of a case ends; empty where none runs. */
  @Transactional
  public Optional<Instant> challengeEnds(CaseId id) {
    PolicyPack pack = pack(id);
    int days = days(id);
    return rows.of(id).stream()
        .flatMap(row -> events.of(row.id()).stream())
        .filter(event -> event.state() == NoticeState.SENT)
        .map(event -> NoticeRules.challengeEnds(event.at(), days, pack.place().zone()))
        .max(java.util.Comparator.naturalOrder());
  }

  /** Decides the notices of an approved case, under its lock. */
  void decide(CaseId id, Actor actor) {
    PolicyPack.NoticeRule rule = rule(id).notice();
    for (int target : disclosed(id)) {
      Optional<UserNotice> before = rows.of(id, target);
      if (before.isEmpty()) {
        UserNotice row =
            new UserNotice(ids.next(), id, target, rule.rule(), rule.citation(), clock.instant());
        rows.persist(row);
        go(row, actor, null);
      } else if (cases.aboutExpression(id) && AGAIN.contains(last(before.get()).state())) {
        // The flag came after an earlier approval: what was put off or withheld then is due now.
        go(before.get(), actor, null);
      }
    }
  }

  /** Moves what waits for the release, under the case's lock. */
  void released(CaseId id, Actor actor) {
    rows.of(id).stream()
        .filter(row -> last(row).state() == NoticeState.SCHEDULED)
        .forEach(row -> go(row, actor, clock.instant()));
  }

  /**
   * The instrument's own prohibition was lifted: what it held back goes on, under the case's lock.
   */
  void prohibitionLifted(CaseId id, Actor actor) {
    rows.of(id).stream()
        .filter(row -> last(row).state() == NoticeState.BLOCKED)
        .filter(row -> last(row).detail().equals(NoticeRules.GAG))
        .forEach(row -> go(row, actor, cases.lastStep(id, "Release").orElse(null)));
  }

  /** Whether a release may pass the notices of everybody whose data it would hand over. */
  boolean settled(CaseId id) {
    NoticeRules.Timing timing = timing(id);
    List<NoticeRules.Order> facts = orders.facts(id);
    return disclosed(id).stream()
        .allMatch(target ->
            rows.of(id, target)
                .filter(
                    row -> NoticeRules.settled(last(row).state(), timing, facts, clock.instant()))
                .isPresent());
  }

  /** Which notices have something to do by themselves now. */
  @Transactional
  public List<UUID> ripe(int most) {
    return events.ripe(clock.instant(), most).stream().map(NoticeEvent::noticeId).toList();
  }

  /** Lets one notice do what is its turn: the order has ended, or its day has come. */
  @Transactional
  public void tick(UUID notice, Actor actor) {
    UserNotice row = rows.findById(notice);
    var unused = views.lockedStatus(row.caseId());
    orders.lapse(row.caseId(), actor);
    NoticeState state = last(row).state();
    if (state == NoticeState.BLOCKED || state == NoticeState.SCHEDULED) {
      go(row, actor, cases.lastStep(row.caseId(), "Release").orElse(null));
    }
  }

  /**
   * What the channel carries.
   *
   * @param challengeDays 0 where there is no time to challenge
   */
  record Outgoing(
      UUID id,
      String reference,
      AccountHolders.Holder holder,
      int letter,
      byte[] english,
      byte[] german,
      int challengeDays) {}

  /** What a worker is to send; empty when it was sent, withheld, or is forbidden again. */
  @Transactional
  Optional<Outgoing> toSend(UUID notice, Actor actor) {
    UserNotice row = rows.findById(notice);
    CaseId id = row.caseId();
    var unused = views.lockedStatus(id);
    NoticeEvent last = last(row);
    if (last.state() != NoticeState.DUE && last.state() != NoticeState.FAILED) {
      return Optional.empty();
    }
    Optional<Instant> until = NoticeRules.blockedUntil(orders.facts(id), clock.instant());
    if (until.isPresent()) {
      block(row, until.get(), actor);
      return Optional.empty();
    }
    int letter = java.util.Objects.requireNonNull(last.letter(), "a due notice has its letter");
    return Optional.of(
        new Outgoing(
            row.id(),
            cases.row(id).reference(),
            cases.holder(id, row.target()),
            letter,
            letters.pdf(id, letter, "en"),
            letters.pdf(id, letter, "de"),
            days(id)));
  }

  /** The channel took it. */
  @Transactional
  void sent(UUID notice, NoticeChannel.Taken taken, Actor actor) {
    UserNotice row = rows.findById(notice);
    var unused = views.lockedStatus(row.caseId());
    add(row, NoticeState.SENT, taken.channel(), null, last(row).letter(), actor);
    lifecycle.record(
        row.caseId(),
        actor,
        new CaseEvent.NoticeSent(row.target(), taken.channel(), taken.answer()));
  }

  /** The channel did not take it; {@code reason} is a code. */
  @Transactional
  void failed(UUID notice, String reason, Actor actor) {
    UserNotice row = rows.findById(notice);
    var unused = views.lockedStatus(row.caseId());
    NoticeState before = last(row).state();
    if (before != NoticeState.DUE && before != NoticeState.FAILED) {
      return; // withheld or forbidden while the channel was being asked
    }
    add(row, NoticeState.FAILED, reason, clock.instant(), last(row).letter(), actor);
    lifecycle.record(row.caseId(), actor, new CaseEvent.NoticeFailed(row.target(), reason));
  }

  private void go(UserNotice row, Actor actor, @Nullable Instant releasedAt) {
    CaseId id = row.caseId();
    PolicyPack.Row rule = rule(id);
    NoticeRules.Next next =
        NoticeRules.next(
            rule.notice(),
            timing(id),
            orders.facts(id),
            releasedAt,
            OVER.contains(cases.row(id).status()),
            clock.instant());
    switch (next.state()) {
      case WITHHELD -> withhold(row, next.detail(), actor);
      case BLOCKED -> block(row, java.util.Objects.requireNonNull(next.dueAt()), actor);
      case DUE -> due(row, actor);
      default -> schedule(row, next, actor);
    }
  }

  private void schedule(UserNotice row, NoticeRules.Next next, Actor actor) {
    add(row, NoticeState.SCHEDULED, next.detail(), next.dueAt(), null, actor);
    String due = next.dueAt() == null ? next.detail() : next.dueAt().toString();
    lifecycle.record(
        row.caseId(), actor, new CaseEvent.NoticeScheduled(row.target(), row.rule(), due));
  }

  private void block(UserNotice row, Instant until, Actor actor) {
    boolean endless = until.equals(NoticeRules.NEVER_ENDS);
    String by = NoticeRules.heldBackBy(orders.facts(row.caseId()), clock.instant());
    add(row, NoticeState.BLOCKED, by, endless ? null : until, null, actor);
    lifecycle.record(
        row.caseId(),
        actor,
        new CaseEvent.NoticeBlocked(row.target(), endless ? "no-end" : until.toString()));
  }

  private void withhold(UserNotice row, String ground, Actor actor) {
    add(row, NoticeState.WITHHELD, ground, null, null, actor);
    lifecycle.record(row.caseId(), actor, new CaseEvent.NoticeWithheld(row.target(), ground));
  }

  private void due(UserNotice row, Actor actor) {
    CaseId id = row.caseId();
    boolean already = cases.lastStep(id, "ConfirmHandOver").isPresent();
    int letter = letters.write(id, actor, row.target(), already ? 0 : days(id), already);
    add(row, NoticeState.DUE, "due", clock.instant(), letter, actor);
    lifecycle.record(id, actor, new CaseEvent.NoticeDue(row.target(), letter));
    queue.enqueue(NoticeWorker.KIND, row.id());
  }

  private void add(
      UserNotice row,
      NoticeState state,
      String detail,
      @Nullable Instant dueAt,
      @Nullable Integer letter,
      Actor actor) {
    int number = events.last(row.id()).map(NoticeEvent::number).orElse(0) + 1;
    events.persist(
        new NoticeEvent(
            ids.next(), row, number, state, detail, dueAt, letter, actor.id(), clock.instant()));
  }

  private NoticeEvent last(UserNotice row) {
    return events.last(row.id()).orElseThrow();
  }

  private Set<Integer> disclosed(CaseId id) {
    Set<Integer> targets = new TreeSet<>();
    handOffs
        .latest(id, ApprovedScope.class)
        .ifPresent(scope -> scope.value().items().forEach(item -> targets.add(item.target())));
    return targets;
  }

  private PolicyPack pack(CaseId id) {
    AccountHolders.CaseRow row = cases.row(id);
    return packs.required(row.regime(), row.packVersion());
  }

  private PolicyPack.Row rule(CaseId id) {
    return pack(id).row(cases.row(id).kind()).orElseThrow();
  }

  private NoticeRules.Timing timing(CaseId id) {
    return NoticeRules.timing(rule(id), cases.aboutExpression(id));
  }

  /** Days to challenge: only before a disclosure, by the pack or the operator's default. */
  private int days(CaseId id) {
    if (timing(id) != NoticeRules.Timing.BEFORE) {
      return 0;
    }
    Integer own = rule(id).notice().challengeDays();
    return own == null ? challengeDays : own;
  }

  private NoticeView view(UserNotice row, NoticeEvent last) {
    return new NoticeView(
        row.id(),
        cases.row(row.caseId()).reference(),
        row.target(),
        row.rule(),
        row.citation(),
        last.state(),
        last.detail(),
        last.dueAt(),
        last.letter(),
        last.at());
  }

  private void requireStaff() {
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
  }
}
