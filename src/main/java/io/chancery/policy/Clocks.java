package io.chancery.policy;

import io.chancery.policy.PolicyPack.ClockRule;
import io.chancery.policy.PolicyPack.Effect;
import io.chancery.policy.PolicyPack.EventRule;
import io.chancery.policy.PolicyPack.Expiry;
import io.chancery.policy.PolicyPack.Place;
import io.chancery.policy.PolicyPack.Roll;
import io.chancery.policy.PolicyPack.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a period of the law ends, and why: computed from its rule and what happened, nothing else.
 *
 * <p>The day of an event is not counted; a period of days ends with the end of its last day at the
 * place where days are counted (Regulation 1182/71, Article 3; Fed. R. Crim. P. 45(a) alike). A
 * period of hours runs from the moment itself. While a clock rests, no day of it passes. What
 * happens after a period is over does not bring it back.
 */
public final class Clocks {

  /**
   * Something that happened.
   *
   * @param given the date that came with it, where the rule takes one
   */
  public record Event(String name, Instant at, @Nullable Instant given) {
    /** An event that brings no date. */
    public static Event of(String name, Instant at) {
      return new Event(name, at, null);
    }
  }

  /** Where a clock stands after the events; whether it has run out is the reader's comparison. */
  public enum State {
    NOT_STARTED,
    RUNNING,
    RESTING,
    /** It runs without an end. */
    HELD,
    ENDED,
    STOPPED
  }

  /**
   * One line of the arithmetic: text {@code clock_step_<code>}.
   *
   * @param event the event that made it, or an empty string
   * @param at when that was
   * @param amount how many units it added
   * @param due when the period ends after it, exclusive; null when it has no end
   */
  public record Step(String code, String event, Instant at, long amount, @Nullable Instant due) {}

  /**
   * A clock with its law.
   *
   * @param startedAt null when it has not started
   * @param due when the period ends, exclusive; null when it has no end now
   */
  public record Computed(
      ClockRule rule,
      Place place,
      State state,
      @Nullable Instant startedAt,
      @Nullable Instant due,
      List<Step> steps) {
    public Computed {
      steps = List.copyOf(steps);
    }
  }

  private final ClockRule rule;
  private final Place place;
  private final List<Step> steps = new ArrayList<>();
  private final Map<EventRule, Integer> times = new HashMap<>();
  private State state = State.NOT_STARTED;
  private @Nullable Instant startedAt;
  private @Nullable Instant restsSince;

  /** The end before a roll to a working day; the roll is made once, at the end. */
  private @Nullable Instant due;

  /** Whether the end is a date that somebody named; such a date is not put off. */
  private boolean named;

  private Clocks(ClockRule rule, Place place) {
    this.rule = rule;
    this.place = place;
  }

  /** Computes a clock; the order of {@code events} does not matter, their times do. */
  public static Computed compute(ClockRule rule, Place place, List<Event> events) {
    Clocks clock = new Clocks(rule, place);
    events.stream().sorted(Comparator.comparing(Event::at)).forEach(clock::take);
    return clock.result();
  }

  private Computed result() {
    Instant end = due;
    if (end != null && state != State.RESTING) {
      end = rolled(end);
      if (!end.equals(due)) {
        steps.add(new Step("rolled", "", Objects.requireNonNull(due), 0, end));
      }
    }
    Instant shown = state == State.RESTING ? null : end;
    return new Computed(rule, place, state, startedAt, shown, steps);
  }

  private void take(Event event) {
    if (state == State.NOT_STARTED) {
      if (event.name().equals(rule.starts())) {
        start(event);
      }
      return;
    }
    Optional<EventRule> found =
        rule.events().stream().filter(e -> e.when().equals(event.name())).findFirst();
    if (found.isEmpty() || state == State.ENDED || state == State.STOPPED) {
      return;
    }
    EventRule what = found.get();
    if (isOver(event.at()) && what.does() != Effect.END && what.does() != Effect.STOP) {
      step("too-late", event, 0);
      return;
    }
    switch (what.does()) {
      case SUSPEND -> suspend(event);
      case RESUME -> resume(event);
      case EXTEND -> extend(event, what);
      case REPLACE -> replace(event);
      case HOLD -> become(State.HELD, "held", event, null);
      case OPEN -> become(State.ENDED, "opened", event, event.at());
      case END -> become(State.ENDED, "ended", event, due);
      case STOP -> become(State.STOPPED, "stopped", event, null);
    }
  }

  private boolean isOver(Instant at) {
    return state == State.RUNNING && due != null && !at.isBefore(rolled(due));
  }

  private void start(Event event) {
    state = State.RUNNING;
    startedAt = event.at();
    named = rule.unit() == Unit.DATE_GIVEN;
    due =
        switch (rule.unit()) {
          case DATE_GIVEN -> event.given();
          case NO_PERIOD -> null;
          default -> plus(event.at(), rule.amount());
        };
    step("started-" + key(rule.unit()), event, rule.amount());
  }

  private void suspend(Event event) {
    if (state == State.RUNNING) {
      state = State.RESTING;
      restsSince = event.at();
      steps.add(new Step("suspended", event.name(), event.at(), 0, null));
    }
  }

  /** What was left on the day of the rest is left on the day after it. */
  private void resume(Event event) {
    if (state != State.RESTING) {
      return;
    }
    state = State.RUNNING;
    Instant since = Objects.requireNonNull(restsSince);
    Instant before = due;
    if (before != null && rule.unit() == Unit.HOURS) {
      due = before.plus(Duration.between(since, event.at()));
    } else if (before != null) {
      due = endOf(add(day(event.at()), left(since, before)));
    }
    step("resumed", event, ChronoUnit.DAYS.between(day(since), day(event.at())));
  }

  private void extend(Event event, EventRule what) {
    int before = times.merge(what, 1, Integer::sum) - 1;
    Instant end = due;
    if (end == null || (what.times() > 0 && before >= what.times())) {
      step("no-more", event, 0);
      return;
    }
    due =
        rule.unit() == Unit.HOURS
            ? plus(end, what.amount())
            : endOf(add(lastDay(end), what.amount()));
    step("extended-" + key(rule.unit()), event, what.amount());
  }

  private void replace(Event event) {
    if (event.given() != null) {
      due = event.given();
      named = true;
      state = State.RUNNING;
      step("replaced", event, 0);
    }
  }

  private void become(State next, String code, Event event, @Nullable Instant end) {
    state = next;
    due = end;
    step(code, event, 0);
  }

  private void step(String code, Event event, long amount) {
    steps.add(new Step(code, event.name(), event.at(), amount, due));
  }

  /** How many days are left of a period after a day of it. */
  private long left(Instant since, Instant end) {
    LocalDate last = lastDay(end);
    return rule.unit() == Unit.WORKING_DAYS
        ? day(since).datesUntil(last).filter(d -> isWorkingDay(d.plusDays(1))).count()
        : ChronoUnit.DAYS.between(day(since), last);
  }

  private Instant plus(Instant from, int amount) {
    return switch (rule.unit()) {
      case HOURS -> from.plus(Duration.ofHours(amount));
      case CALENDAR_YEARS -> endOf(day(from).plusYears(amount));
      default -> endOf(add(day(from), amount));
    };
  }

  private LocalDate add(LocalDate day, long amount) {
    if (rule.unit() != Unit.WORKING_DAYS) {
      return day.plusDays(amount);
    }
    LocalDate last = day;
    for (long counted = 0; counted < amount; ) {
      last = last.plusDays(1);
      if (isWorkingDay(last)) {
        counted++;
      }
    }
    return last;
  }

  private Instant rolled(Instant end) {
    if (named
        || rule.roll() == Roll.NO_ROLL
        || rule.unit() == Unit.HOURS
        || rule.outcome() == Expiry.ENDS) {
      return end;
    }
    LocalDate last = lastDay(end);
    if (state == State.ENDED || isWorkingDay(last)) {
      return end;
    }
    while (!isWorkingDay(last)) {
      last = last.plusDays(1);
    }
    return endOf(last);
  }

  private boolean isWorkingDay(LocalDate day) {
    return Holidays.isWorkingDay(day, place.calendar());
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, place.zone());
  }

  private LocalDate lastDay(Instant end) {
    return day(end.minusNanos(1));
  }

  /** The first moment after a day, where days are counted: 23 or 25 hours later in two weeks. */
  private Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(place.zone()).toInstant();
  }

  private static String key(Unit unit) {
    return unit.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
