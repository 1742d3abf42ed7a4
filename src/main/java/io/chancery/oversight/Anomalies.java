package io.chancery.oversight;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Leavers;
import io.chancery.access.Role;
import io.chancery.casework.CaseOrigins;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.directory.Agencies;
import io.chancery.directory.StaffAlarms;
import io.chancery.directory.StaffViews;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import io.chancery.notification.Outbox;
import io.chancery.oversight.AnomalyView.Outcome;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.TaskHandler;
import io.chancery.platform.TaskQueue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks every hour for what is unusual in the ledger's entries of today and yesterday, keeps what
 * it finds with the numbers behind it, and tells the auditors. An auditor answers each
 * (docs/adr/0024).
 */
@ApplicationScoped
public class Anomalies {
  private static final int SHOWN = 500;
  private static final int WORDS = 2_000;

  private final CustodyLedger ledger;
  private final CaseOrigins origins;
  private final Agencies agencies;
  private final StaffViews staff;
  private final StaffAlarms alarms;
  private final CurrentActor current;
  private final Leavers leavers;
  private final AnomalyRows rows;
  private final AnomalyLimits limits;
  private final Ids ids;
  private final Clock clock;

  Anomalies(
      CustodyLedger ledger,
      CaseOrigins origins,
      Agencies agencies,
      StaffViews staff,
      StaffAlarms alarms,
      CurrentActor current,
      Leavers leavers,
      AnomalyRows rows,
      AnomalyConfiguration configuration,
      Ids ids,
      Clock clock) {
    this.ledger = ledger;
    this.origins = origins;
    this.agencies = agencies;
    this.staff = staff;
    this.alarms = alarms;
    this.current = current;
    this.leavers = leavers;
    this.rows = rows;
    this.limits = AnomalyLimits.of(configuration);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What was found, open ones first. Who may ask, the edge says: auditors; each look is an entry.
   *
   * @param form {@code page}, {@code json} or {@code csv}
   */
  @Transactional
  public List<AnomalyView> look(String form) {
    List<AnomalyView> found = views();
    ledger.append(
        new Subject.OfSystem(),
        current.get(),
        Role.AUDITOR,
        new HouseEvent.AnomaliesViewed(form, found.size()));
    return found;
  }

  /**
   * One of them.
   *
   * @throws Problem not-found
   */
  @Transactional
  public AnomalyView one(UUID id) {
    return views().stream()
        .filter(view -> view.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  /**
   * An auditor says what they made of it; once, and never of what is about themselves.
   *
   * @param words their note, 1 to 2000 characters
   * @throws Problem not-found, forbidden for the person concerned, invalid-input, stale when
   *     somebody answered before
   */
  @Transactional
  public void answer(UUID id, @Nullable Outcome outcome, String words) {
    AnomalyView view = one(id);
    Actor auditor = current.get();
    if (!auditor.is(Role.AUDITOR) || view.person().equals(auditor.id())) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    leavers.keepFrom(auditor, "answer-anomaly");
    if (outcome == null) {
      throw Problem.invalid("outcome", "anomaly_outcome");
    }
    String note = words.strip();
    if (note.isEmpty() || note.length() > WORDS) {
      throw Problem.invalid("words", "anomaly_words");
    }
    if (!rows.answer(id, auditor.id().value(), clock.instant(), outcome.name(), note)) {
      throw Problem.of(ProblemType.STALE);
    }
    ledger.append(
        new Subject.OfPerson(view.person()),
        auditor,
        Role.AUDITOR,
        new HouseEvent.AnomalyAnswered(
            id.toString(),
            outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            Sha256.hash(note)));
  }

  /** Looks now. Acts as the system, so not within a request. Answers how many are new. */
  public int search() {
    int[] number = new int[1];
    ActingAs.system(() -> {
      number[0] = searched();
    });
    return number[0];
  }

  private int searched() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, limits.zone());
    List<AnomalySearch> searches =
        Stream.of(today.minusDays(1), today).map(day -> new AnomalySearch(limits, day)).toList();
    Instant from = searches.getFirst().from().atStartOfDay(limits.zone()).toInstant();
    // What is written while this runs is looked at the next time.
    ledger.writtenByPeople(
        new Period(from, now), entry -> searches.forEach(search -> search.take(entry)));
    Set<String> known =
        staff.all().stream().map(member -> member.id().toString()).collect(Collectors.toSet());
    List<AnomalySearch.Found> found =
        searches.stream()
            .flatMap(search -> search.found(origins.of(search.cases())).stream())
            .filter(one -> known.contains(one.person()))
            .toList();
    return QuarkusTransaction.requiringNew().call(() -> kept(found, now));
  }

  private int kept(List<AnomalySearch.Found> found, Instant now) {
    Set<ActorId> people = new HashSet<>();
    int number = 0;
    for (AnomalySearch.Found one : found) {
      UUID id = ids.next();
      if (rows.insert(id, one, now)) {
        ActorId person = ActorId.parse(one.person());
        number++;
        people.add(person);
        ledger.append(
            new Subject.OfPerson(person),
            Actor.SYSTEM,
            new HouseEvent.AnomalyFound(id.toString(), one.kind().name().toLowerCase(Locale.ROOT)));
      }
    }
    people.forEach(person -> alarms.tell(Outbox.Kind.ANOMALY, person, Role.AUDITOR));
    return number;
  }

  private List<AnomalyView> views() {
    Map<UUID, String> names =
        staff.all().stream()
            .collect(
                Collectors.toMap(
                    member -> member.id().value(), StaffViews.Member::fullName, (one, two) -> one));
    Function<UUID, String> name = id -> names.getOrDefault(id, id.toString());
    return rows.newest(SHOWN).stream()
        .map(row ->
            new AnomalyView(
                row.id(),
                new ActorId(row.person()),
                name.apply(row.person()),
                row.day(),
                row.kind(),
                row.kind() == AnomalyKind.AGENCY ? agency(row.about()) : row.about(),
                row.numbers(),
                row.foundAt(),
                answer(row, name)))
        .toList();
  }

  private static AnomalyView.@Nullable Answer answer(
      AnomalyRows.Row row, Function<UUID, String> name) {
    UUID by = row.answeredBy();
    Instant at = row.answeredAt();
    String outcome = row.outcome();
    String words = row.words();
    return by == null || at == null || outcome == null || words == null
        ? null
        : new AnomalyView.Answer(name.apply(by), at, Outcome.valueOf(outcome), words);
  }

  private String agency(String id) {
    return agencies
        .find(new AgencyId(UUID.fromString(id)))
        .map(Agencies.AgencyView::name)
        .orElse(id);
  }

  /** The hour's search as work of the queue: one replica does it. */
  @ApplicationScoped
  static class Hourly implements TaskHandler {
    private static final String KIND = "find-anomalies";

    private final Anomalies anomalies;
    private final TaskQueue queue;
    private final Clock clock;

    Hourly(Anomalies anomalies, TaskQueue queue, Clock clock) {
      this.anomalies = anomalies;
      this.queue = queue;
      this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "3m")
    void enqueue() {
      String hour = clock.instant().truncatedTo(ChronoUnit.HOURS).toString();
      queue.enqueue(KIND, UUID.nameUUIDFromBytes(hour.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void run(UUID id) {
      int unused = anomalies.search();
    }
  }
}
