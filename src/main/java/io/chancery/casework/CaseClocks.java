package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a case: what happened to it is kept, everything else is computed from the pack that
 * the case keeps. The case's row holds the next date for queues only.
 */
@ApplicationScoped
public class CaseClocks {
  /** The portal took the request in. */
  static final String RECEIPT = "receipt";

  /** Submission through the portal is service where the operator accepts it there. */
  static final String SERVICE = "service";

  /** The platform became aware of what it refers. */
  static final String BECAME_AWARE = "became-aware";

  static final String ANSWERED = "answered";
  static final String WITHDRAWN = "withdrawn";
  static final String RELEASED = "released";

  /** A question went to the officer. */
  public static final String CLARIFICATION_ASKED = "clarification-asked";

  /** No question is open any more. */
  public static final String CLARIFICATION_ANSWERED = "clarification-answered";

  /** A court or an authority stopped what leaves. */
  public static final String SUSPENSION_BEGUN = "suspension-begun";

  /** No stop of a court or an authority lasts any more. */
  public static final String SUSPENSION_ENDED = "suspension-ended";

  /** The instrument's own prohibition to tell the account holder is over. */
  public static final String GAG_LIFTED = "gag-lifted";

  static final String OBJECTION_SENT = "objection-sent";

  /** The order whose data a companion keeps is over. */
  private static final String COMPANION_ENDED = "companion-ended";

  /** What the portal's own acts record; nobody types it. */
  static final Set<String> BY_ACTS =
      Set.of(
          RECEIPT,
          SERVICE,
          BECAME_AWARE,
          ANSWERED,
          WITHDRAWN,
          RELEASED,
          CLARIFICATION_ASKED,
          CLARIFICATION_ANSWERED,
          SUSPENSION_BEGUN,
          SUSPENSION_ENDED,
          OBJECTION_SENT,
          COMPANION_ENDED);

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.ClockEvents events;
  private final CaseRepositories.Links links;
  private final PolicyPacks packs;
  private final Ids ids;
  private final Clock clock;

  CaseClocks(
      CaseRepositories.Cases cases,
      CaseRepositories.ClockEvents events,
      CaseRepositories.Links links,
      PolicyPacks packs,
      Ids ids,
      Clock clock) {
    this.cases = cases;
    this.events = events;
    this.links = links;
    this.packs = packs;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Keeps what happened now, in the caller's transaction and under the case row's lock.
   *
   * @param event code of the pack
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void happened(CaseId id, String event) {
    happened(cases.findById(id.value()), event, clock.instant(), null);
  }

  /** Keeps what happened at a time, with the date that came with it. */
  void happened(DisclosureCase row, String event, Instant at, @Nullable Instant given) {
    events.persist(new ClockEvent(ids.next(), row.id(), event, at, given, clock.instant()));
    events.flush();
    row.nextClockAt(next(row).orElse(null));
  }

  /** The case is answered, refused or withdrawn: so its companion need not keep anything longer. */
  void over(DisclosureCase row, String event) {
    Instant now = clock.instant();
    happened(row, event, now, null);
    links
        .companionsOf(row.id())
        .forEach(id -> happened(cases.lock(id).orElseThrow(), COMPANION_ENDED, now, now));
  }

  /** Every clock of the case that has started, in the pack's order. */
  List<Clocks.Computed> of(DisclosureCase row) {
    return of(pack(row), rule(row), events(row));
  }

  /** What happened to the clocks of a case, in order. */
  @Transactional
  public List<Clocks.Event> events(CaseId id) {
    return events(cases.findById(id.value()));
  }

  /** What happened, in order. */
  List<Clocks.Event> events(DisclosureCase row) {
    return events.of(row.id()).stream().map(ClockEvent::asEvent).toList();
  }

  /**
   * Whether nothing has ended the order: it was not withdrawn, and no authority refused it.
   *
   * @see Clocks.State#STOPPED
   */
  @Transactional
  public boolean stands(CaseId id) {
    return stands(cases.findById(id.value()));
  }

  boolean stands(DisclosureCase row) {
    return of(row).stream().noneMatch(c -> c.state() == Clocks.State.STOPPED);
  }

  /**
   * When what is released may leave at the earliest, because the law keeps a window shut until
   * then; empty when it keeps none.
   */
  @Transactional
  public Optional<Instant> opens(CaseId id) {
    return of(cases.findById(id.value())).stream()
        .filter(c -> c.rule().outcome() == PolicyPack.Expiry.OPENS)
        .map(Clocks.Computed::due)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }

  /** When a preservation ends, exclusive; empty while it is held without an end, or none runs. */
  @Transactional
  public Optional<Instant> preservedUntil(CaseId id) {
    return preservedUntil(of(cases.findById(id.value())));
  }

  /**
   * When it would end if the authority renewed its request now; empty when the law knows no more.
   */
  @Transactional
  public Optional<Instant> renewedUntil(CaseId id) {
    DisclosureCase row = cases.findById(id.value());
    List<Clocks.Event> happened = new ArrayList<>(events(row));
    return renewal(rule(row))
        .flatMap(event -> {
          Optional<Instant> before = preservedUntil(of(row));
          happened.add(Clocks.Event.of(event, clock.instant()));
          return preservedUntil(of(pack(row), rule(row), happened))
              .filter(after -> before.isPresent() && after.isAfter(before.get()));
        });
  }

  /** The authority renewed its request. */
  void extend(DisclosureCase row) {
    happened(row, renewal(rule(row)).orElseThrow(), clock.instant(), null);
  }

  private static Optional<Instant> preservedUntil(List<Clocks.Computed> clocks) {
    return clocks.stream()
        .filter(c -> c.rule().outcome() == PolicyPack.Expiry.ENDS)
        .filter(c -> c.state() == Clocks.State.RUNNING)
        .map(Clocks.Computed::due)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The event by which an authority extends a preservation. */
  private static Optional<String> renewal(PolicyPack.Row rule) {
    return rule.clocks().stream()
        .filter(c -> c.outcome() == PolicyPack.Expiry.ENDS)
        .flatMap(c -> c.events().stream())
        .filter(event -> event.does() == PolicyPack.Effect.EXTEND)
        .map(PolicyPack.EventRule::when)
        .findFirst();
  }

  /** Computes the clocks of a case from what happened; pure. */
  static List<Clocks.Computed> of(
      PolicyPack pack, PolicyPack.Row rule, List<Clocks.Event> happened) {
    return rule.clocks().stream()
        .filter(clock -> clock.appliesTo(happened.stream().map(Clocks.Event::name).toList()))
        .map(clock -> Clocks.compute(clock, pack.place(), happened))
        .filter(c -> c.state() != Clocks.State.NOT_STARTED)
        .toList();
  }

  /** The first date that somebody has to keep. */
  private Optional<Instant> next(DisclosureCase row) {
    return of(row).stream()
        .filter(c -> c.state() == Clocks.State.RUNNING)
        .filter(c ->
            c.rule().outcome() == PolicyPack.Expiry.LATE
                || c.rule().outcome() == PolicyPack.Expiry.OPENS
                || (rule(row).preserves() && c.rule().outcome() == PolicyPack.Expiry.ENDS))
        .map(Clocks.Computed::due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  PolicyPack.Row rule(DisclosureCase row) {
    return pack(row).row(row.kind()).orElseThrow();
  }

  PolicyPack.Place place(DisclosureCase row) {
    return pack(row).place();
  }

  private PolicyPack pack(DisclosureCase row) {
    return packs.required(row.regime(), row.packVersion());
  }
}
