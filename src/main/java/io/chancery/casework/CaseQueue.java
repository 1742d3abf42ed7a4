package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.directory.Agencies;
import io.chancery.directory.CanaryAccounts;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.Identifier;
import io.chancery.keys.Macs;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The queue of those whose act is next, by remaining time, and the search for cases. */
@ApplicationScoped
public class CaseQueue {
  /** How many cases a page shows. */
  public static final int PAGE = 100;

  /** Whose work is shown. */
  public enum Whose {
    TEAM,
    MINE,
    NOBODYS
  }

  /** By what a case is searched. */
  public enum By {
    REFERENCE,
    DOCKET,
    AGENCY,
    IDENTIFIER
  }

  /**
   * What of the queue is shown.
   *
   * @param status, regime and kind: null for all
   */
  public record Filter(
      Whose whose, @Nullable CaseStatus status, @Nullable String regime, @Nullable String kind) {}

  /** A case, and the name of who works on it. */
  public record Entry(CaseViews.Row row, @Nullable String person) {}

  /**
   * A part of a list.
   *
   * @param next where the next part begins, or null; it holds a time and a reference and nothing
   *     else
   */
  public record Part(List<Entry> entries, @Nullable String next) {
    public Part {
      entries = List.copyOf(entries);
    }
  }

  /**
   * What one person carries in one status, or what nobody does.
   *
   * @param person the name, or null for what nobody works on
   * @param late how many are past their date
   * @param dueAt the date that comes next; null when none of them has one
   */
  public record Load(
      @Nullable String person,
      CaseStatus status,
      long cases,
      long emergencies,
      long late,
      @Nullable Instant dueAt) {}

  private final QueueRows rows;
  private final CaseViews views;
  private final CurrentActor current;
  private final Agencies agencies;
  private final Staff staff;
  private final IdentifierHashes hashes;
  private final CanaryAccounts canaries;
  private final CaseRepositories.Targets targets;
  private final Macs macs;
  private final CustodyLedger ledger;
  private final Clock clock;

  CaseQueue(
      QueueRows rows,
      CaseViews views,
      CurrentActor current,
      Agencies agencies,
      Staff staff,
      IdentifierHashes hashes,
      CanaryAccounts canaries,
      CaseRepositories.Targets targets,
      Macs macs,
      CustodyLedger ledger,
      Clock clock) {
    this.rows = rows;
    this.views = views;
    this.current = current;
    this.agencies = agencies;
    this.staff = staff;
    this.hashes = hashes;
    this.canaries = canaries;
    this.targets = targets;
    this.macs = macs;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The statuses that wait for one of the current actor's roles. */
  public List<CaseStatus> waiting() {
    Actor actor = current.get();
    return Arrays.stream(CaseStatus.values())
        .filter(status -> status.actsNext() != null && actor.is(status.actsNext()))
        .toList();
  }

  /**
   * A part of the queue: emergencies first, then the least remaining time.
   *
   * @param after the {@code next} of the part before, or null
   */
  @Transactional
  public Part queue(Filter filter, @Nullable String after) {
    QueueRows.Place place = after == null ? QueueRows.Place.FIRST : place(after);
    // One ordered walk over the index per status; a role waits for a few at most.
    List<DisclosureCase> found =
        waiting().stream()
            .filter(status -> filter.status() == null || status == filter.status())
            .flatMap(status ->
                rows.waiting(status, filter, current.get().id(), place, PAGE + 1).stream())
            .sorted(
                Comparator.comparing(DisclosureCase::queueAt)
                    .thenComparing(row -> row.reference().value()))
            .limit(PAGE + 1)
            .toList();
    return part(found, DisclosureCase::queueAt);
  }

  /** How the work that waits for the current actor's roles lies on its people. */
  @Transactional
  public List<Load> workload() {
    return rows.loads(waiting(), clock.instant()).stream()
        .map(load ->
            new Load(
                load.person() == null ? null : name(new ActorId(load.person())),
                load.status(),
                load.cases(),
                load.emergencies(),
                load.late(),
                load.dueAt()))
        .sorted(
            Comparator.comparing(Load::person, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Load::status))
        .toList();
  }

  /**
   * Searches all cases, the newest first; how many were found is an entry, never what was typed.
   *
   * @param typed a reference, a docket number, a part of an agency's name, or an identifier as a
   *     request names it: compared by its keyed hash
   */
  @Transactional
  public Part search(By by, String typed, @Nullable String after) {
    Actor actor = current.get();
    if (!CaseAccess.isStaff(actor)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    String words = typed.strip();
    if (words.isEmpty() || words.length() > 500) {
      throw Problem.invalid("words", "search_words");
    }
    QueueRows.Place place = after == null ? QueueRows.Place.LAST : place(after);
    List<DisclosureCase> found =
        switch (by) {
          case REFERENCE -> rows.withReference(words.toUpperCase(Locale.ROOT));
          case DOCKET -> rows.withDocket(words, place, PAGE + 1);
          case AGENCY -> rows.ofAgencies(agencies.named(words), place, PAGE + 1);
          case IDENTIFIER -> rows.withIdentifier(hashes(words), place, PAGE + 1);
        };
    ledger.append(
        new Subject.OfSystem(), actor, new HouseEvent.CasesSearched(by.name(), found.size()));
    if (by == By.IDENTIFIER) {
      canaries.watch(actor, CanaryAccounts.Way.SEARCH, null, accounts(words));
    }
    return part(found, DisclosureCase::receivedAt);
  }

  /** The accounts that the words may mean: their own id, and what such targets were resolved to. */
  private Set<String> accounts(String words) {
    Set<String> accounts = new HashSet<>(targets.accountsNamed(hashes(words)));
    accounts.add(macs.ofAccount(words));
    return accounts;
  }

  /** Whichever kind of identifier it is: the one who searches need not know. */
  private List<String> hashes(String words) {
    return Arrays.stream(Identifier.Kind.values())
        .map(kind ->
            IdentifierRules.normal(kind, words).orElseGet(() -> new Identifier(kind, words)))
        .map(hashes::of)
        .toList();
  }

  private Part part(List<DisclosureCase> found, Function<DisclosureCase, Instant> order) {
    List<DisclosureCase> shown = found.stream().limit(PAGE).toList();
    DisclosureCase last = found.size() > PAGE ? shown.getLast() : null;
    return new Part(
        shown.stream().map(this::entry).toList(),
        last == null ? null : order.apply(last) + "~" + last.reference().value());
  }

  private Entry entry(DisclosureCase row) {
    return new Entry(views.row(row), row.assignedTo() == null ? null : name(row.assignedTo()));
  }

  private String name(ActorId person) {
    return staff.find(person).map(Staff.StaffView::fullName).orElse("");
  }

  private static QueueRows.Place place(String after) {
    String[] parts = after.split("~", 2);
    try {
      return new QueueRows.Place(Instant.parse(parts[0]), parts.length == 2 ? parts[1] : "");
    } catch (DateTimeException e) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
  }

  /** Whether anything waits for the current actor's roles at all. */
  public boolean works() {
    return !waiting().isEmpty();
  }
}
