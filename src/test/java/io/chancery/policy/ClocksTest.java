package io.chancery.policy;

import static io.chancery.policy.ShippedPacks.clock;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.policy.Clocks.Event;
import io.chancery.policy.Clocks.State;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traps of the law, leap days, daylight saving and the ends of years. */
class ClocksTest {
  private static final String EU = "eu-e-evidence";
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Event at(String name, String moment) {
    return Event.of(name, Instant.parse(moment));
  }

  private static String local(Clocks.Computed clock) {
    return Objects.requireNonNull(clock.due()).atZone(BERLIN).toLocalDateTime().toString();
  }

  /**
   * Regulation 1182/71, Article 3(1): "the day during which that event occurs ... shall not be
   * considered as falling within the period in question".
   */
  @ParameterizedTest
  @CsvSource({
    // received, first moment after day 10 in Berlin
    "2026-12-01T08:00:00Z, 2026-12-12T00:00",
    "2026-12-01T22:59:59Z, 2026-12-12T00:00",
    // In Berlin it is already the second of December.
    "2026-12-01T23:00:00Z, 2026-12-13T00:00",
    "2026-12-24T12:00:00Z, 2027-01-04T00:00",
    "2028-02-20T12:00:00Z, 2028-03-02T00:00",
    "2027-02-20T12:00:00Z, 2027-03-03T00:00",
    "2027-03-20T12:00:00Z, 2027-03-31T00:00",
    "2027-10-25T12:00:00Z, 2027-11-05T00:00"
  })
  void aProductionOrderIsDueAtTheEndOfTheTenthDayWhereTheProviderIsEstablished(
      String received, String due) {
    assertThat(local(clock(EU, "epoc", "production", at("receipt", received)))).isEqualTo(due);
  }

  @Test
  void daylightSavingMakesTheTenDaysAnHourShorterOrLonger() {
    Instant spring = due("2027-03-20T12:00:00Z");
    Instant autumn = due("2027-10-25T12:00:00Z");
    assertThat(spring).isEqualTo(Instant.parse("2027-03-30T22:00:00Z"));
    assertThat(autumn).isEqualTo(Instant.parse("2027-11-04T23:00:00Z"));
  }

  private static Instant due(String received) {
    return Objects.requireNonNull(clock(EU, "epoc", "production", at("receipt", received)).due());
  }

  @Test
  void aNotifiedOrderOpensAtTheEndOfDayTenAndOnAWorkingDay() {
    // Day 10 is Friday, 11 December.
    Clocks.Computed plain =
        clock(EU, "epoc", "transmission", at("receipt", "2026-12-01T08:00:00Z"));
    assertThat(local(plain)).isEqualTo("2026-12-12T00:00");
    assertThat(plain.rule().outcome()).isEqualTo(PolicyPack.Expiry.OPENS);
    // Day 10 is Friday, 25 December; 26 December is a holiday too and a Saturday: Monday counts.
    Clocks.Computed feast =
        clock(EU, "epoc", "transmission", at("receipt", "2026-12-15T08:00:00Z"));
    assertThat(local(feast)).isEqualTo("2026-12-29T00:00");
    assertThat(feast.steps().getLast().code()).isEqualTo("rolled");
    // The last day of what the provider must do is not put off: the stricter reading.
    assertThat(local(clock(EU, "epoc", "production", at("receipt", "2026-12-15T08:00:00Z"))))
        .isEqualTo("2026-12-26T00:00");
  }

  @Test
  void aNotifiedOrderOpensEarlierOnlyWhenTheEnforcingAuthorityClearsIt() {
    Clocks.Computed cleared =
        clock(
            EU,
            "epoc",
            "transmission",
            at("receipt", "2026-12-01T08:00:00Z"),
            at("enforcing-authority-cleared", "2026-12-05T09:30:00Z"));
    assertThat(cleared.state()).isEqualTo(State.ENDED);
    assertThat(cleared.due()).isEqualTo(Instant.parse("2026-12-05T09:30:00Z"));
    Clocks.Computed refused =
        clock(
            EU,
            "epoc",
            "transmission",
            at("receipt", "2026-12-01T08:00:00Z"),
            at("enforcing-authority-refused", "2026-12-05T09:30:00Z"),
            at("enforcing-authority-cleared", "2026-12-06T09:30:00Z"));
    assertThat(refused.state()).isEqualTo(State.STOPPED);
    assertThat(refused.due()).isNull();
  }

  @Test
  void anEmergencyRunsForEightHoursByTheMomentAndObjectionForNinetySix() {
    // The night of 28 March 2027 has no hour from two to three in Berlin.
    assertThat(
            clock(EU, "epoc-emergency", "production", at("receipt", "2027-03-27T23:30:00Z")).due())
        .isEqualTo(Instant.parse("2027-03-28T07:30:00Z"));
    assertThat(
            clock(
                    EU,
                    "epoc-emergency",
                    "objection-after-transmission",
                    at("authority-notified", "2026-12-30T10:00:00Z"))
                .due())
        .isEqualTo(Instant.parse("2027-01-03T10:00:00Z"));
    assertThat(
            clock(
                    EU,
                    "epoc-emergency",
                    "ex-post-validation",
                    at("issued-unvalidated", "2026-12-30T10:00:00Z"))
                .due())
        .isEqualTo(Instant.parse("2027-01-01T10:00:00Z"));
  }

  @Test
  void dutiesRestUntilAClarificationIsAnsweredAndTheOrderDoesNotLapse() {
    Event[] events = {
      at("receipt", "2026-12-01T08:00:00Z"), at("clarification-asked", "2026-12-04T08:00:00Z")
    };
    Clocks.Computed resting = clock(EU, "epoc", "production", events);
    assertThat(resting.state()).isEqualTo(State.RESTING);
    assertThat(resting.due()).isNull();
    Clocks.Computed again =
        clock(
            EU,
            "epoc",
            "production",
            events[0],
            events[1],
            at("clarification-answered", "2026-12-30T08:00:00Z"));
    // Seven days were left on the fourth; seven are left on the thirtieth.
    assertThat(local(again)).isEqualTo("2027-01-07T00:00");
    assertThat(again.steps())
        .extracting(Clocks.Step::code)
        .containsExactly("started-calendar-days", "suspended", "resumed");
    Clocks.Computed hours =
        clock(
            EU,
            "epoc-emergency",
            "production",
            at("receipt", "2026-12-01T08:00:00Z"),
            at("clarification-asked", "2026-12-01T10:00:00Z"),
            at("clarification-answered", "2026-12-01T11:30:00Z"));
    assertThat(hours.due()).isEqualTo(Instant.parse("2026-12-01T17:30:00Z"));
  }

  @Test
  void unansweredForFiveDaysAPreservationOrderExemptsAndAProductionOrderDoesNot() {
    Event asked = at("clarification-asked", "2026-12-01T08:00:00Z");
    Clocks.Computed preservation = clock(EU, "epoc-pr", "clarification", asked);
    assertThat(preservation.rule().outcome()).isEqualTo(PolicyPack.Expiry.EXEMPT);
    assertThat(local(preservation)).isEqualTo("2026-12-07T00:00");
    assertThat(clock(EU, "epoc", "clarification", asked).rule().outcome())
        .isEqualTo(PolicyPack.Expiry.NO_EFFECT);
  }

  @Test
  void aPreservationOrderIsExtendedOnceByThirtyDaysAndHeldByASubsequentRequest() {
    Event receipt = at("receipt", "2026-12-01T08:00:00Z");
    Event longer = at("form-6-extension", "2027-01-10T08:00:00Z");
    assertThat(local(clock(EU, "epoc-pr", "preservation", receipt))).isEqualTo("2027-01-31T00:00");
    assertThat(local(clock(EU, "epoc-pr", "preservation", receipt, longer)))
        .isEqualTo("2027-03-02T00:00");
    Clocks.Computed twice =
        clock(
            EU,
            "epoc-pr",
            "preservation",
            receipt,
            longer,
            at("form-6-extension", "2027-02-10T08:00:00Z"));
    assertThat(local(twice)).isEqualTo("2027-03-02T00:00");
    assertThat(twice.steps().getLast().code()).isEqualTo("no-more");
    Clocks.Computed late =
        clock(
            EU, "epoc-pr", "preservation", receipt, at("form-6-extension", "2027-01-31T08:00:00Z"));
    assertThat(late.steps().getLast().code()).isEqualTo("too-late");
    Clocks.Computed held =
        clock(
            EU,
            "epoc-pr",
            "preservation",
            receipt,
            at("form-5-subsequent-request", "2027-01-20T08:00:00Z"));
    assertThat(held.state()).isEqualTo(State.HELD);
    assertThat(held.due()).isNull();
    Clocks.Computed told =
        clock(
            EU,
            "epoc-pr",
            "preservation",
            receipt,
            at("form-5-subsequent-request", "2027-01-20T08:00:00Z"),
            new Event(
                "no-longer-necessary",
                Instant.parse("2027-05-03T08:00:00Z"),
                Instant.parse("2027-05-03T22:00:00Z")));
    assertThat(local(told)).as("Article 11(3)").isEqualTo("2027-05-04T00:00");
  }

  @Test
  void theAuthorityMaySetANewDeadline() {
    Instant given = Instant.parse("2027-01-15T23:00:00Z");
    Clocks.Computed replaced =
        clock(
            EU,
            "epoc",
            "production",
            at("receipt", "2026-12-01T08:00:00Z"),
            new Event("new-deadline-set", Instant.parse("2026-12-08T08:00:00Z"), given));
    assertThat(replaced.due()).isEqualTo(given);
    // A Saturday: a date that the authority names is not put off to Monday.
    Instant saturday = Instant.parse("2026-12-19T23:00:00Z");
    assertThat(
            clock(
                    EU,
                    "epoc",
                    "transmission",
                    at("receipt", "2026-12-01T08:00:00Z"),
                    new Event("new-deadline-set", Instant.parse("2026-12-08T08:00:00Z"), saturday))
                .due())
        .isEqualTo(saturday);
  }

  @Test
  void recognitionCountsWorkingDaysWithoutThePublicHolidays() {
    // From Tuesday, 22 December: 23, 24, 28, 29, 30; Christmas and the week-end are left out.
    assertThat(
            local(
                clock(
                    EU,
                    "epoc",
                    "recognition",
                    at("enforcement-requested", "2026-12-22T08:00:00Z"))))
        .isEqualTo("2026-12-31T00:00");
  }

  @Test
  void theUnitedStatesPreserveForNinetyDaysAndNinetyMoreOnOneRenewedRequest() {
    Event receipt = at("receipt", "2027-12-01T12:00:00Z");
    Event renewed = at("renewed-request", "2028-02-01T12:00:00Z");
    // Over 29 February 2028.
    assertThat(clock("us-federal", "preservation-2703f", "preservation", receipt).due())
        .isEqualTo(Instant.parse("2028-03-01T00:00:00Z"));
    assertThat(clock("us-federal", "preservation-2703f", "preservation", receipt, renewed).due())
        .isEqualTo(Instant.parse("2028-05-30T00:00:00Z"));
    assertThat(
            clock(
                    "us-federal",
                    "preservation-2703f",
                    "preservation",
                    receipt,
                    renewed,
                    at("renewed-request", "2028-04-01T12:00:00Z"))
                .steps()
                .getLast()
                .code())
        .isEqualTo("no-more");
  }

  @Test
  void aYearFromALeapDayEndsWithFebruary() {
    assertThat(
            clock(
                    "us-federal",
                    "cybertip-preservation",
                    "preservation",
                    at("report-sent", "2028-02-29T12:00:00Z"))
                .due())
        .isEqualTo(Instant.parse("2029-03-01T00:00:00Z"));
  }

  @Test
  void aPenRegisterIsExtendedAsOftenAsACourtOrdersIt() {
    assertThat(
            clock(
                    "us-federal",
                    "pen-register",
                    "surveillance",
                    at("order-signed", "2026-12-01T12:00:00Z"),
                    at("order-extended", "2027-01-20T12:00:00Z"),
                    at("order-extended", "2027-03-20T12:00:00Z"))
                .due())
        .isEqualTo(Instant.parse("2027-05-31T00:00:00Z"));
  }

  @Test
  void todaysClocksStayAsTheyAre() {
    assertThat(
            clock(
                    "us-federal",
                    "search-warrant",
                    "production",
                    at("receipt", "2026-11-22T10:00:00Z"))
                .due())
        .isEqualTo(Instant.parse("2026-12-07T00:00:00Z"));
    assertThat(
            clock(
                    "us-federal",
                    "court-order-2703d",
                    "production",
                    at("receipt", "2026-11-22T23:59:59Z"))
                .due())
        .isEqualTo(Instant.parse("2026-12-14T00:00:00Z"));
  }

  @Test
  void theOrderInWhichEventsAreToldDoesNotMatter() {
    List<Event> events =
        List.of(
            at("clarification-answered", "2026-12-08T08:00:00Z"),
            at("receipt", "2026-12-01T08:00:00Z"),
            at("clarification-asked", "2026-12-04T08:00:00Z"));
    assertThat(clock(EU, "epoc", "production", events.toArray(Event[]::new)).due())
        .isEqualTo(clock(EU, "epoc", "production", events.reversed().toArray(Event[]::new)).due());
  }
}
