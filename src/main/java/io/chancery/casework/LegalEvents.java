package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent;
import io.chancery.platform.Problem;
import io.chancery.platform.Problem.FieldError;
import io.chancery.platform.ProblemType;
import io.chancery.policy.Asking;
import io.chancery.policy.PolicyPack;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened outside the portal and moves a clock of the case: an authority cleared an order or
 * refused it, a court set a new date. Which events there are is the pack's; a clerk or reviewer
 * records them, and every clock is computed anew.
 */
@ApplicationScoped
public class LegalEvents {
  /** Nothing that began the case lies longer before its receipt. */
  private static final Duration BEFORE_RECEIPT = Duration.ofDays(60);

  /** An event that can be recorded; {@code dated} when a date comes with it. */
  public record Known(String event, boolean dated) {}

  private final CaseRepositories.Cases cases;
  private final CaseAccess access;
  private final CaseClocks clocks;
  private final CaseLifecycle lifecycle;
  private final Instance<CaseFollower> followers;
  private final CurrentActor current;
  private final Leavers leavers;
  private final Clock clock;

  LegalEvents(
      CaseRepositories.Cases cases,
      CaseAccess access,
      CaseClocks clocks,
      CaseLifecycle lifecycle,
      @Any Instance<CaseFollower> followers,
      CurrentActor current,
      Leavers leavers,
      Clock clock) {
    this.cases = cases;
    this.access = access;
    this.clocks = clocks;
    this.lifecycle = lifecycle;
    this.followers = followers;
    this.current = current;
    this.leavers = leavers;
    this.clock = clock;
  }

  /** What can be recorded in a case that the current actor may see. */
  @Transactional
  public List<Known> known(String reference) {
    return known(access.require(reference));
  }

  /** Where the case's days are counted. */
  @Transactional
  public ZoneId zone(String reference) {
    return clocks.place(access.require(reference)).zone();
  }

  /**
   * Records what happened.
   *
   * @param event one of {@link #known}
   * @param at when; not in the future
   * @param given the date that came with it, inclusive; null when none did
   * @throws Problem invalid-input naming each field; blocked for who leaves
   */
  @Transactional
  public void record(String reference, String event, Instant at, @Nullable LocalDate given) {
    DisclosureCase row = cases.lock(access.visible(reference)).orElseThrow();
    Actor actor = current.get();
    if (!actor.is(Role.CLERK) && !actor.is(Role.REVIEWER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    leavers.keepFrom(actor, "legal-event");
    ZoneId zone = clocks.place(row).zone();
    check(row, event, at, given, zone);
    Instant end = given == null ? null : given.plusDays(1).atStartOfDay(zone).toInstant();
    lifecycle.record(
        row.id(),
        actor,
        new CaseEvent.LegalEventRecorded(
            event, at.toString(), given == null ? "" : given.toString()));
    clocks.happened(row, event, at, end);
    followers.forEach(room -> room.happened(row.id(), event, actor));
    row.edited();
  }

  private void check(
      DisclosureCase row, String event, Instant at, @Nullable LocalDate given, ZoneId zone) {
    List<FieldError> errors = new ArrayList<>();
    Known known = known(row).stream().filter(k -> k.event().equals(event)).findFirst().orElse(null);
    if (known == null) {
      errors.add(new FieldError("event", "event_unknown"));
    }
    if (at.isAfter(clock.instant())) {
      errors.add(new FieldError("at", "moment_in_future"));
    } else if (at.isBefore(row.receivedAt().minus(BEFORE_RECEIPT))) {
      errors.add(new FieldError("at", "moment_too_old"));
    }
    if (known != null && known.dated() != (given != null)) {
      errors.add(new FieldError("given", known.dated() ? "given_missing" : "given_unwanted"));
    } else if (given != null && given.isBefore(LocalDate.ofInstant(at, zone))) {
      errors.add(new FieldError("given", "period_reversed"));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
  }

  private List<Known> known(DisclosureCase row) {
    PolicyPack.Row kind = clocks.rule(row);
    List<PolicyPack.ClockRule> rules = kind.clocks();
    return rules.stream()
        .flatMap(rule ->
            Stream.of(
                    Stream.of(rule.starts()),
                    Stream.ofNullable(rule.provided()),
                    rule.events().stream().map(PolicyPack.EventRule::when))
                .flatMap(names -> names))
        .distinct()
        .filter(name -> !CaseClocks.BY_ACTS.contains(name) && !Asking.isSaid(kind, name))
        .map(name -> new Known(name, rules.stream().anyMatch(rule -> rule.dates(name))))
        .toList();
  }
}
