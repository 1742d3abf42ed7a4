package io.chancery.oversight;

import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.LedgerEntry;
import io.chancery.custody.Subject;
import io.chancery.directory.RightsInventory;
import io.chancery.directory.StaffViews;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.Period;
import io.chancery.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * "Everything that this person did, saw and could do": the rights that were in force, and the
 * entries that the person wrote. Who may ask, the edge says: auditors; each question is an entry.
 */
@ApplicationScoped
public class Investigations {
  private static final int DEFAULT_DAYS = 30;

  private final StaffViews staff;
  private final RightsInventory inventory;
  private final CustodyLedger ledger;
  private final CurrentActor current;
  private final Clock clock;

  Investigations(
      StaffViews staff,
      RightsInventory inventory,
      CustodyLedger ledger,
      CurrentActor current,
      Clock clock) {
    this.staff = staff;
    this.inventory = inventory;
    this.ledger = ledger;
    this.current = current;
    this.clock = clock;
  }

  /** Everybody who can be asked about, those whose access has ended last. */
  public List<StaffViews.Member> people() {
    return staff.all();
  }

  /**
   * Whole days, UTC, as they were typed.
   *
   * @param from the first day; 30 days before the last when empty
   * @param until the last day; today when empty
   * @throws Problem INVALID_INPUT for a day that is none, or a last day before the first
   */
  public Period period(String from, String until) {
    LocalDate last = day("until", until, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    LocalDate first = day("from", from, last.minusDays(DEFAULT_DAYS));
    if (last.isBefore(first)) {
      throw Problem.invalid("until", "days_order");
    }
    return new Period(
        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
        last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /**
   * What a staff member could do, after recording that the current actor asked.
   *
   * @param form {@code page}, {@code json} or {@code csv}
   * @throws Problem not-found
   */
  @Transactional
  public Investigation open(ActorId person, Period period, String form) {
    StaffViews.Member member = staff.one(person);
    List<Investigation.Right> rights =
        member.holds().stream()
            .map(held -> Investigation.Right.of(held, member.accessUntil()))
            .filter(right -> right.inForceWithin(period))
            .toList();
    Set<String> roles =
        rights.stream().map(Investigation.Right::role).collect(Collectors.toUnmodifiableSet());
    ledger.append(
        new Subject.OfPerson(person),
        current.get(),
        Role.AUDITOR,
        new HouseEvent.PersonInvestigated(
            period.from().toString(), period.until().toString(), form));
    return new Investigation(
        person,
        member.fullName(),
        member.title(),
        period,
        rights,
        inventory.acts().stream()
            .filter(act -> act.roles().stream().anyMatch(roles::contains))
            .map(act -> act.verb() + " " + act.path())
            .toList());
  }

  /** Hands every entry that the person wrote to {@code each}, oldest first. */
  public void entries(Investigation asked, Consumer<LedgerEntry> each) {
    ledger.writtenBy(asked.person(), asked.period(), each);
  }

  private static LocalDate day(String field, String typed, LocalDate otherwise) {
    try {
      return typed.isBlank() ? otherwise : LocalDate.parse(typed.strip());
    } catch (DateTimeException e) {
      throw Problem.invalid(field, "date_shape");
    }
  }
}
