package io.chancery.oversight;

import io.chancery.casework.CaseOrigins.Origin;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.CaseId;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is unusual about one day of each staff member, from the ledger's entries alone. Pure: no
 * clock, no database. A finding is a reason to look, not a verdict.
 */
final class AnomalySearch {
  /** Fewer days say nothing about what is usual. */
  private static final int DAYS_THAT_COUNT = 5;

  /** Fewer entries say nothing about somebody's hours. */
  private static final int ENTRIES_THAT_COUNT = 30;

  /** An hour is unusual when one in so many earlier entries, or fewer, lies in it or next to it. */
  private static final int ONE_IN = 100;

  /** Look-ups are counted over so many days, the searched one included. */
  private static final int LOOK_UP_DAYS = 7;

  private static final Set<String> LOOK_UPS =
      Set.of("TargetResolved", "TargetCounted", "LinkedAccountsSought");
  private static final Set<String> LOOKS =
      Set.of("CaseViewed", "InstrumentOpened", "InstrumentDownloaded", "RecordsViewed");

  /**
   * A finding.
   *
   * @param about the country or the agency's id; empty for other kinds
   * @param numbers as {@link AnomalyKind#numbers} names them
   */
  record Found(String person, LocalDate day, AnomalyKind kind, String about, List<Long> numbers) {}

  private record LookUp(String person, LocalDate day, CaseId caseId) {}

  /** What a person did on one day. */
  private static final class Day {
    private long reads;
    private final long[] hours = new long[24];
    private final Map<String, Integer> roles = new TreeMap<>();
    private final Set<CaseId> looked = new HashSet<>();

    String role() {
      return roles.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse("");
    }
  }

  private final AnomalyLimits limits;
  private final LocalDate day;
  private final Map<String, Map<LocalDate, Day>> people = new TreeMap<>();
  private final Map<String, Set<CaseId>> own = new HashMap<>();
  private final List<LookUp> lookUps = new ArrayList<>();

  AnomalySearch(AnomalyLimits limits, LocalDate day) {
    this.limits = limits;
    this.day = day;
  }

  /** The first day whose entries it wants. */
  LocalDate from() {
    return day.minusDays(limits.days());
  }

  /** Takes an entry; those of other days and of other people than staff are passed over. */
  void take(LedgerEntry entry) {
    ZonedDateTime at = entry.at().atZone(limits.zone());
    LocalDate on = at.toLocalDate();
    if (!entry.actorKind().equals("staff") || on.isBefore(from()) || on.isAfter(day)) {
      return;
    }
    String person = entry.actorId();
    Day work =
        people.computeIfAbsent(person, p -> new TreeMap<>()).computeIfAbsent(on, d -> new Day());
    work.hours[at.getHour()]++;
    work.roles.merge(entry.role(), 1, Integer::sum);
    boolean look = LOOKS.contains(entry.event());
    boolean lookUp = LOOK_UPS.contains(entry.event());
    if (look || lookUp || entry.event().equals("CasesSearched")) {
      work.reads++;
    }
    CaseId caseId = entry.caseId();
    if (caseId == null) {
      return;
    }
    if (look || lookUp) {
      work.looked.add(caseId);
    }
    if (lookUp) {
      lookUps.add(new LookUp(person, on, caseId));
    }
    if (entry.event().equals("CaseAssigned")) {
      owns(String.valueOf(entry.object().get("person")), caseId);
    } else if (!look && !lookUp && !entry.event().endsWith("Refused")) {
      owns(person, caseId);
    }
  }

  /** The cases whose origin the findings need. */
  Set<CaseId> cases() {
    Set<CaseId> cases =
        lookUps.stream().map(LookUp::caseId).collect(Collectors.toCollection(HashSet::new));
    people
        .values()
        .forEach(days -> {
          Day today = days.get(day);
          if (today != null) {
            cases.addAll(today.looked);
          }
        });
    return cases;
  }

  /** What is unusual about the day, person by person. */
  List<Found> found(Map<CaseId, Origin> origins) {
    List<Found> found = new ArrayList<>();
    people.forEach((person, days) -> {
      Day today = days.get(day);
      if (today != null) {
        volume(person, days, today, found);
        hours(person, days, today, found);
        unassigned(person, today, origins, found);
        touchedProtected(person, today, origins, found);
        lookUps(person, origins, found);
      }
    });
    return found;
  }

  private void volume(String person, Map<LocalDate, Day> days, Day today, List<Found> found) {
    if (today.reads < limits.volumeLeast()) {
      return;
    }
    List<Long> before =
        days.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(day))
            .map(entry -> entry.getValue().reads)
            .toList();
    List<Long> others =
        people.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(person))
            .flatMap(entry -> entry.getValue().values().stream())
            .filter(other -> other.role().equals(today.role()))
            .map(other -> other.reads)
            .toList();
    boolean ownSays = before.size() >= DAYS_THAT_COUNT;
    boolean roleSays = others.size() >= DAYS_THAT_COUNT;
    // Where nothing is known of what is usual, the least times the factor is.
    boolean unusual =
        ownSays && exceeds(today.reads, median(before))
            || roleSays && exceeds(today.reads, median(others))
            || !ownSays && !roleSays && exceeds(today.reads, limits.volumeLeast());
    if (unusual) {
      found.add(
          new Found(
              person,
              day,
              AnomalyKind.VOLUME,
              "",
              List.of(
                  today.reads,
                  median(before),
                  (long) before.size(),
                  median(others),
                  (long) others.size())));
    }
  }

  private void hours(String person, Map<LocalDate, Day> days, Day today, List<Found> found) {
    long[] before = new long[24];
    long all = 0;
    int counted = 0;
    for (Map.Entry<LocalDate, Day> other : days.entrySet()) {
      if (!other.getKey().equals(day)) {
        counted++;
        for (int hour = 0; hour < 24; hour++) {
          before[hour] += other.getValue().hours[hour];
          all += other.getValue().hours[hour];
        }
      }
    }
    if (counted < DAYS_THAT_COUNT || all < ENTRIES_THAT_COUNT) {
      return;
    }
    long entries = 0;
    long then = 0;
    int first = -1;
    int last = -1;
    for (int hour = 0; hour < 24; hour++) {
      long near = before[hour] + before[(hour + 23) % 24] + before[(hour + 1) % 24];
      if (today.hours[hour] > 0 && near * ONE_IN <= all) {
        entries += today.hours[hour];
        then += before[hour];
        first = first < 0 ? hour : first;
        last = hour;
      }
    }
    if (entries >= limits.hoursLeast()) {
      found.add(
          new Found(
              person,
              day,
              AnomalyKind.HOURS,
              "",
              List.of(entries, (long) first, last + 1L, all, then)));
    }
  }

  private void unassigned(
      String person, Day today, Map<CaseId, Origin> origins, List<Found> found) {
    // To look into every case is what auditors are for; how often they do is VOLUME.
    if (today.role().equals("auditor")) {
      return;
    }
    Set<CaseId> mine = own.getOrDefault(person, Set.of());
    long strange =
        today.looked.stream()
            .filter(id -> !mine.contains(id))
            .filter(id -> {
              Origin origin = origins.get(id);
              return origin == null || !person.equals(String.valueOf(origin.assigned()));
            })
            .count();
    if (strange >= limits.unassignedLeast()) {
      found.add(
          new Found(
              person,
              day,
              AnomalyKind.UNASSIGNED,
              "",
              List.of(strange, (long) today.looked.size())));
    }
  }

  private void touchedProtected(
      String person, Day today, Map<CaseId, Origin> origins, List<Found> found) {
    long cases =
        today.looked.stream()
            .map(origins::get)
            .filter(origin -> origin != null && origin.protectedAccount())
            .count();
    if (cases >= limits.protectedLeast()) {
      found.add(new Found(person, day, AnomalyKind.PROTECTED, "", List.of(cases)));
    }
  }

  /** One country or agency out of proportion; an agency says more than its country. */
  private void lookUps(String person, Map<CaseId, Origin> origins, List<Found> found) {
    List<Found> agencies =
        repeated(person, origins, AnomalyKind.AGENCY, origin -> origin.agency().toString());
    found.addAll(
        agencies.isEmpty()
            ? repeated(person, origins, AnomalyKind.COUNTRY, Origin::country)
            : agencies);
  }

  private List<Found> repeated(
      String person,
      Map<CaseId, Origin> origins,
      AnomalyKind kind,
      Function<Origin, String> place) {
    LocalDate since = day.minusDays(LOOK_UP_DAYS - 1L);
    Predicate<LookUp> searched = one -> one.person().equals(person) && !one.day().isBefore(since);
    Map<String, Long> theirs = places(origins, place, searched);
    Map<String, Long> others = places(origins, place, searched.negate());
    long all = theirs.values().stream().mapToLong(Long::longValue).sum();
    long othersAll = others.values().stream().mapToLong(Long::longValue).sum();
    List<Found> found = new ArrayList<>();
    if (othersAll < limits.lookUpsLeast()) {
      return found; // nothing to compare with
    }
    theirs.forEach((where, number) -> {
      long usual = others.getOrDefault(where, 0L);
      // number / all > factor * usual / othersAll, without fractions
      if (number >= limits.lookUpsLeast() && number * othersAll > limits.factor() * usual * all) {
        found.add(new Found(person, day, kind, where, List.of(number, all, usual, othersAll)));
      }
    });
    return found;
  }

  private Map<String, Long> places(
      Map<CaseId, Origin> origins, Function<Origin, String> place, Predicate<LookUp> which) {
    return lookUps.stream()
        .filter(which)
        .map(one -> origins.get(one.caseId()))
        .filter(java.util.Objects::nonNull)
        .collect(Collectors.groupingBy(place, TreeMap::new, Collectors.counting()));
  }

  private void owns(String person, CaseId caseId) {
    own.computeIfAbsent(person, p -> new HashSet<>()).add(caseId);
  }

  private boolean exceeds(long number, long usual) {
    return number > limits.factor() * usual;
  }

  private static long median(List<Long> numbers) {
    return numbers.isEmpty()
        ? 0
        : numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(0L);
  }
}
