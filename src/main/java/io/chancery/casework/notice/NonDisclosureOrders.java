package io.chancery.casework.notice;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.AccountHolders;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.NewCase;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders that forbid telling account holders: recorded, extended, checked, ended. */
@ApplicationScoped
public class NonDisclosureOrders {
  /** The act of the touch that says what a check of an order found. */
  static final String CHECK = "check-order";

  /** The act of the touch that says an order was lifted. */
  static final String LIFT = "lift-order";

  /**
   * An order as its agency and staff see it.
   *
   * @param state {@code in-force}, {@code rejected}, {@code lifted} or {@code lapsed}; a rejection
   *     is shown to staff alone
   * @param checked what staff found, for staff; null before, and for an agency always
   */
  public record OrderView(
      int number,
      @Nullable Integer extended,
      String ground,
      String court,
      String judge,
      String docket,
      @Nullable Instant endsAt,
      @Nullable String override,
      String state,
      @Nullable Boolean checked) {}

  private final NoticeRows.Orders orders;
  private final NoticeRows.Checks checks;
  private final NoticeRows.Ends ends;
  private final CaseAccess access;
  private final CaseViews views;
  private final AccountHolders cases;
  private final CaseLifecycle lifecycle;
  private final PolicyPacks packs;
  private final CurrentActor current;
  private final Leavers leavers;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;

  NonDisclosureOrders(
      NoticeRows.Orders orders,
      NoticeRows.Checks checks,
      NoticeRows.Ends ends,
      CaseAccess access,
      CaseViews views,
      AccountHolders cases,
      CaseLifecycle lifecycle,
      PolicyPacks packs,
      CurrentActor current,
      Leavers leavers,
      StepUps stepUps,
      Ids ids,
      Clock clock) {
    this.orders = orders;
    this.checks = checks;
    this.ends = ends;
    this.access = access;
    this.views = views;
    this.cases = cases;
    this.lifecycle = lifecycle;
    this.packs = packs;
    this.current = current;
    this.leavers = leavers;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
  }

  /** The orders of a case that the current actor may see, in the order of their numbers. */
  @Transactional
  public List<OrderView> of(String reference) {
    CaseId id = access.visible(reference);
    Map<Integer, Boolean> found = found(id);
    Map<Integer, OrderEnd> ended = ended(id);
    return orders.of(id).stream().map(row -> view(row, found, ended)).toList();
  }

  /** The grounds that the case's regime knows; empty where it knows no such orders. */
  @Transactional
  public List<String> grounds(String reference) {
    PolicyPack.NoticeLaw law = pack(access.visible(reference)).notices();
    return law == null ? List.of() : law.grounds();
  }

  /** The docket number of the case's own instrument, which an order must name. */
  @Transactional
  public String process(String reference) {
    return views.of(access.visible(reference)).instrument().docket();
  }

  /**
   * Records an order on a case, by its officer or by staff.
   *
   * @throws Problem invalid-input with every field at fault; forbidden for other roles
   */
  @Transactional
  public int record(String reference, OrderForm form) {
    CaseId id = access.visible(reference);
    Actor actor = require(Role.OFFICER, Role.CLERK, Role.APPROVER);
    var unused = views.lockedStatus(id);
    PolicyPack pack = pack(id);
    CaseView view = views.of(id);
    Set<Integer> extended =
        orders.of(id).stream()
            .map(row -> row.asValue().extended())
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toSet());
    Set<Integer> open =
        orders.of(id).stream()
            .map(NonDisclosureOrder::number)
            .filter(number -> !extended.contains(number))
            .collect(Collectors.toSet());
    OrderRules.Checked checked =
        OrderRules.check(
            form,
            "",
            pack.notices(),
            pack.place().zone(),
            LocalDate.ofInstant(clock.instant(), pack.place().zone()),
            view.instrument().docket(),
            open,
            actor.is(Role.APPROVER));
    if (!checked.errors().isEmpty()) {
      throw Problem.invalid(checked.errors());
    }
    NewCase.Order order = checked.order().orElseThrow();
    if (order.override() != null) {
      leavers.keepFrom(actor, "override-order");
    }
    return store(id, order, actor);
  }

  /** Stores an order that was checked, in the transaction that causes it. */
  int store(CaseId id, NewCase.Order order, Actor actor) {
    int number = orders.of(id).size() + 1;
    orders.persist(
        new NonDisclosureOrder(ids.next(), id, number, order, actor.id(), clock.instant()));
    String until =
        order.endsAt() == null
            ? "no-end"
            : LocalDate.ofInstant(order.endsAt().minusSeconds(1), pack(id).place().zone())
                .toString();
    lifecycle.record(
        id,
        actor,
        order.extended() == null
            ? new CaseEvent.NonDisclosureOrderRecorded(number, order.ground(), until)
            : new CaseEvent.NonDisclosureOrderExtended(
                number, order.extended(), order.ground(), until));
    return number;
  }

  /**
   * Records whether an order is what it says, with a fresh touch: nothing but it keeps the account
   * holder from being told.
   *
   * @throws Problem duplicate when somebody has; invalid-input when the evidence says nothing
   */
  @Transactional
  public void check(String reference, int number, boolean confirmed, String evidence) {
    CaseId id = access.visible(reference);
    Actor actor = require(Role.CLERK);
    String words = evidence.strip();
    if (words.length() < 3 || words.length() > 2000) {
      throw Problem.invalid("evidence", "order_evidence");
    }
    var unused = views.lockedStatus(id);
    NonDisclosureOrder unusedRow = one(id, number);
    if (found(id).containsKey(number)) {
      throw Problem.of(ProblemType.DUPLICATE, "order_checked");
    }
    stepUps.require(CHECK, reference);
    checks.persist(
        new OrderCheck(ids.next(), id, number, confirmed, words, actor.id(), clock.instant()));
    lifecycle.record(
        id,
        actor,
        new CaseEvent.NonDisclosureOrderChecked(number, confirmed ? "confirmed" : "rejected"));
  }

  /**
   * Records that whoever issued an order lifted it before its end, with a fresh touch: what it kept
   * from the account holder may become due at once.
   *
   * @throws Problem not-from-here when it has ended
   */
  @Transactional
  public void lift(String reference, int number) {
    CaseId id = access.visible(reference);
    Actor actor = require(Role.OFFICER, Role.CLERK);
    var unused = views.lockedStatus(id);
    NonDisclosureOrder row = one(id, number);
    Instant until = row.asValue().endsAt();
    if (ended(id).containsKey(number) || (until != null && !until.isAfter(clock.instant()))) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    stepUps.require(LIFT, reference);
    end(id, number, OrderEnd.How.LIFTED, actor);
  }

  /** Records every order whose time has run out, under the case's lock. */
  void lapse(CaseId id, Actor actor) {
    Map<Integer, OrderEnd> ended = ended(id);
    for (NonDisclosureOrder row : orders.of(id)) {
      Instant until = row.asValue().endsAt();
      if (until != null && !until.isAfter(clock.instant()) && !ended.containsKey(row.number())) {
        end(id, row.number(), OrderEnd.How.LAPSED, actor);
      }
    }
  }

  /** The case's orders as the rules need them, and the instrument's own prohibition. */
  List<NoticeRules.Order> facts(CaseId id) {
    Map<Integer, Boolean> found = found(id);
    Map<Integer, OrderEnd> ended = ended(id);
    return Stream.concat(
            prohibition(id),
            orders.of(id).stream()
                .map(row ->
                    new NoticeRules.Order(
                        row.number(),
                        row.asValue().endsAt(),
                        found.get(row.number()),
                        ended.containsKey(row.number()))))
        .toList();
  }

  /** It binds when a reviewer found every condition on which the law makes it depend. */
  private Stream<NoticeRules.Order> prohibition(CaseId id) {
    AccountHolders.CaseRow row = cases.row(id);
    return packs.required(row.regime(), row.packVersion()).row(row.kind()).stream()
        .filter(rule -> rule.notice().forbids(cases.conditionsMet(id)))
        .map(_ -> NoticeRules.ownProhibition(cases.happened(id, CaseClocks.GAG_LIFTED)));
  }

  private void end(CaseId id, int number, OrderEnd.How how, Actor actor) {
    ends.persist(new OrderEnd(ids.next(), id, number, how, actor.id(), clock.instant()));
    lifecycle.record(
        id,
        actor,
        new CaseEvent.NonDisclosureOrderEnded(
            number, how.name().toLowerCase(java.util.Locale.ROOT)));
  }

  private NonDisclosureOrder one(CaseId id, int number) {
    return orders.of(id).stream()
        .filter(row -> row.number() == number)
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private OrderView view(
      NonDisclosureOrder row, Map<Integer, Boolean> found, Map<Integer, OrderEnd> ended) {
    NewCase.Order order = row.asValue();
    OrderEnd end = ended.get(row.number());
    boolean past = order.endsAt() != null && !order.endsAt().isAfter(clock.instant());
    String state =
        Boolean.FALSE.equals(found.get(row.number()))
            ? "rejected"
            : end != null && end.how() == OrderEnd.How.LIFTED
                ? "lifted"
                : past || end != null ? "lapsed" : "in-force";
    return new OrderView(
        row.number(),
        order.extended(),
        order.ground(),
        order.court(),
        order.judge(),
        order.docket(),
        order.endsAt(),
        current.get().kind() == Actor.Kind.STAFF ? order.override() : null,
        state,
        found.get(row.number()));
  }

  /** What staff found, by number; an agency's session sees none of it. */
  private Map<Integer, Boolean> found(CaseId id) {
    Map<Integer, Boolean> found = new HashMap<>();
    checks.of(id).forEach(check -> found.put(check.number(), check.confirmed()));
    return found;
  }

  private Map<Integer, OrderEnd> ended(CaseId id) {
    return ends.of(id).stream().collect(Collectors.toMap(OrderEnd::number, end -> end));
  }

  private PolicyPack pack(CaseId id) {
    AccountHolders.CaseRow row = cases.row(id);
    return packs.required(row.regime(), row.packVersion());
  }

  private Actor require(Role... roles) {
    Actor actor = current.get();
    if (java.util.Arrays.stream(roles).noneMatch(actor::is)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }
}
