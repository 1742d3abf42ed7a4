package io.chancery.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.casework.CaseOrigins.Origin;
import io.chancery.custody.EntryId;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.Sha256;
import io.chancery.oversight.AnomalySearch.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is unusual about a day, and what is not. */
class AnomalySearchTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");
  private static final String RITA = new UUID(1, 1).toString();
  private static final String ROLF = new UUID(1, 2).toString();
  private static final AgencyId HERE = new AgencyId(new UUID(2, 1));
  private static final AgencyId THERE = new AgencyId(new UUID(2, 2));
  private static final AnomalyLimits LIMITS = new AnomalyLimits(ZONE, 28, 3, 10, 3, 3, 5, 1);

  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<CaseId, Origin> origins = new HashMap<>();

  @Test
  void farMoreLooksThanOnesOwnDaysIsVolume() {
    everyDayBefore(RITA, 4);
    looks(RITA, DAY, 12, 11);
    assertThat(found()).isEmpty();
    looks(RITA, DAY, 1, 11);
    assertThat(found()).containsExactly(found(AnomalyKind.VOLUME, "", 13, 4, 27, 0, 0));
  }

  @Test
  void farMoreLooksThanOthersOfTheRoleIsVolumeHoweverLongOneHasDoneSo() {
    everyDayBefore(RITA, 31);
    everyDayBefore(ROLF, 10);
    looks(RITA, DAY, 31, 11);
    assertThat(found()).containsExactly(found(AnomalyKind.VOLUME, "", 31, 31, 27, 10, 27));
  }

  @Test
  void workInHoursInWhichOneNeverWorkedIsNamedByTheOperatorsClock() {
    everyDayBefore(RITA, 2);
    looks(RITA, DAY, 2, 3);
    assertThat(found()).isEmpty();
    looks(RITA, DAY, 1, 4);
    assertThat(found()).containsExactly(found(AnomalyKind.HOURS, "", 3, 3, 5, 54, 0));
  }

  @Test
  void workNextToTheUsualHoursIsUsual() {
    everyDayBefore(RITA, 2);
    looks(RITA, DAY, 5, 12);
    assertThat(found()).isEmpty();
  }

  @Test
  void casesOfOthersAreCountedWithoutThoseInWhichOneActs() {
    for (int i = 0; i < 4; i++) {
      entry(RITA, DAY, 11, "CaseViewed", known(i, HERE, null, false), Map.of());
    }
    entry(RITA, DAY, 11, "DecisionProposed", known(0, HERE, null, false), Map.of());
    assertThat(found()).containsExactly(found(AnomalyKind.UNASSIGNED, "", 3, 4));
    entry(ROLF, DAY, 9, "CaseAssigned", known(1, HERE, null, false), Map.of("person", RITA));
    assertThat(found()).isEmpty();
    entry(RITA, DAY, 11, "CaseViewed", known(8, HERE, null, false), Map.of());
    assertThat(found()).hasSize(1);
    known(8, HERE, new ActorId(UUID.fromString(RITA)), false);
    assertThat(found()).as("assigned to her").isEmpty();
  }

  @Test
  void toBeRefusedMakesNoCaseOnesOwn() {
    for (int i = 0; i < 3; i++) {
      entry(RITA, DAY, 11, "CaseViewed", known(i, HERE, null, false), Map.of());
      entry(RITA, DAY, 11, "StepRefused", known(i, HERE, null, false), Map.of());
    }
    assertThat(found()).containsExactly(found(AnomalyKind.UNASSIGNED, "", 3, 3));
  }

  @Test
  void lookUpsOfOneAgencyOutOfProportionToEverybodyElsesAreNamed() {
    lookUps(ROLF, 18, 1, HERE);
    lookUps(ROLF, 2, 2, THERE);
    lookUps(RITA, 6, 2, THERE);
    assertThat(found()).containsExactly(found(AnomalyKind.AGENCY, THERE.toString(), 6, 6, 2, 20));
  }

  @Test
  void twoAgenciesOfOneCountryMakeTheCountry() {
    lookUps(ROLF, 40, 1, HERE);
    lookUps(ROLF, 1, 2, THERE);
    lookUps(RITA, 4, 2, THERE);
    lookUps(RITA, 4, 3, new AgencyId(new UUID(2, 3)));
    assertThat(found()).containsExactly(found(AnomalyKind.COUNTRY, "XB", 8, 8, 1, 41));
  }

  @Test
  void aProtectedAccountThatWasTouchedIsNamed() {
    entry(RITA, DAY, 11, "TargetResolved", known(1, HERE, null, true), Map.of());
    assertThat(found()).containsExactly(found(AnomalyKind.PROTECTED, "", 1));
  }

  @Test
  void officersTheSystemAndOtherDaysAreNoConcern() {
    for (int i = 0; i < 50; i++) {
      entry("officer", RITA, DAY, 11, "CaseViewed", null, Map.of());
      entry("system", RITA, DAY, 11, "CaseViewed", null, Map.of());
    }
    looks(RITA, DAY.plusDays(1), 50, 11);
    looks(RITA, DAY.minusDays(29), 50, 11);
    assertThat(found()).isEmpty();
  }

  @Test
  void aThresholdOutOfItsBoundsIsRefusedByName() {
    assertThatThrownBy(() -> new AnomalyLimits(ZONE, 28, 100, 10, 3, 3, 5, 1))
        .hasMessage("chancery.anomalies.factor is 2 to 10");
    assertThatThrownBy(() -> new AnomalyLimits(ZONE, 28, 3, 10, 3, 3, 5, 0))
        .hasMessageContaining("protected-least");
  }

  private List<Found> found() {
    AnomalySearch search = new AnomalySearch(LIMITS, DAY);
    entries.forEach(search::take);
    assertThat(origins.keySet()).containsAll(search.cases());
    return search.found(origins).stream().filter(one -> one.person().equals(RITA)).toList();
  }

  private static Found found(AnomalyKind kind, String about, long... numbers) {
    assertThat(kind.numbers()).hasSize(numbers.length);
    return new Found(RITA, DAY, kind, about, java.util.Arrays.stream(numbers).boxed().toList());
  }

  private void everyDayBefore(String person, int looks) {
    for (int back = 1; back <= 27; back++) {
      looks(person, DAY.minusDays(back), looks, 11);
    }
  }

  private void looks(String person, LocalDate day, int number, int hour) {
    for (int i = 0; i < number; i++) {
      entry(person, day, hour, "CasesSearched", null, Map.of());
    }
  }

  private void lookUps(String person, int number, int caseNumber, AgencyId agency) {
    for (int i = 0; i < number; i++) {
      CaseId id = known(caseNumber, agency, null, false);
      entry(person, DAY, 11, "TargetResolved", id, Map.of());
      entry(person, DAY, 11, "DecisionProposed", id, Map.of());
    }
  }

  private CaseId known(
      int number,
      AgencyId agency,
      @org.jspecify.annotations.Nullable ActorId assigned,
      boolean guarded) {
    CaseId id = new CaseId(new UUID(3, number));
    origins.put(id, new Origin(agency, agency.equals(HERE) ? "XA" : "XB", assigned, guarded));
    return id;
  }

  private void entry(
      String person,
      LocalDate day,
      int hour,
      String event,
      @org.jspecify.annotations.Nullable CaseId caseId,
      Map<String, Object> object) {
    entry("staff", person, day, hour, event, caseId, object);
  }

  private void entry(
      String kind,
      String person,
      LocalDate day,
      int hour,
      String event,
      @org.jspecify.annotations.Nullable CaseId caseId,
      Map<String, Object> object) {
    Instant at = day.atTime(hour, 30).atZone(ZONE).toInstant();
    entries.add(
        new LedgerEntry(
            new EntryId(UUID.randomUUID()),
            caseId,
            caseId == null ? null : new CaseReference("LER-2026-000123"),
            1,
            at,
            event,
            kind,
            person,
            "reviewer",
            object,
            new byte[0],
            Sha256.hash("x"),
            1L));
  }
}
