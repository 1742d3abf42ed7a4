package io.chancery.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.ShippedPacks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing beyond an instrument's reach is granted, by whatever path it comes. */
class ReachTest {
  private static final Period YEAR =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
  private static final Period HALF =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));

  /** No names at all: every field. */
  private static final List<Set<String>> NAMED =
      List.of(
          Set.of(),
          Set.of("id"),
          Set.of("id", "createdAt", "username"),
          Set.of("id", "startedAt"),
          Set.of("id", "username", "profileText"));

  @Test
  void noDecisionGoesBeyondTheReachOfAnyInstrument() {
    Set<String> issuers = new TreeSet<>(Set.of("nobody"));
    ShippedPacks.all().forEach(p -> p.rows().forEach(r -> issuers.addAll(r.issuers())));
    int combinations = 0;
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        for (String issuer : issuers) {
          for (FieldGroup group : FieldGroup.values()) {
            for (Outcome outcome : Outcome.values()) {
              combinations++;
              assertOne(pack, row, issuer, group, outcome);
            }
          }
        }
      }
    }
    assertThat(combinations).isGreaterThan(10_000);
  }

  /** The view always claims that the item is reached: the rules must not believe it. */
  private static void assertOne(
      PolicyPack pack, PolicyPack.Row row, String issuer, FieldGroup group, Outcome outcome) {
    CaseView view = view(pack, row, issuer, group);
    Written reached = written(pack, row, issuer, group);
    String reason =
        pack.reasons().get(outcome.name().toLowerCase(java.util.Locale.ROOT)).getFirst();
    for (Set<String> named : NAMED) {
      DecisionRules.Checked checked =
          DecisionRules.check(
              asked(view),
              pack,
              List.of(
                  new ItemInput(
                      1,
                      outcome.name(),
                      reason,
                      "in words",
                      HALF.from().toString(),
                      HALF.until().toString(),
                      named.isEmpty() ? null : List.copyOf(named))));
      boolean lawful =
          switch (outcome) {
            case DENY -> true;
            case GRANT -> reached.whole();
            case NARROW -> reached.whole() || (!named.isEmpty() && reached.names(named));
          };
      assertThat(checked.errors().isEmpty())
          .as("%s %s %s %s %s %s", pack.pack(), row.kind(), issuer, group, outcome, named)
          .isEqualTo(lawful);
      checked.items().stream()
          .filter(decided -> decided.granted() != null && !reached.whole())
          .forEach(decided ->
              assertThat(reached.fields())
                  .containsAll(Objects.requireNonNull(decided.fields().named())));
      assertThat(
              DecisionRules.isWithin(
                  asked(view),
                  pack,
                  List.of(
                      new ApprovedScope.Granted(
                          1, "", group, HALF, named.isEmpty() ? null : List.copyOf(named)))))
          .isEqualTo(reached.whole() || (!named.isEmpty() && reached.names(named)));
    }
  }

  @Test
  void approvalAcceptsNothingThatWasNotAskedFor() {
    PolicyPack pack = pack("us-federal");
    CaseView view =
        view(pack, pack.row("search-warrant").orElseThrow(), "federal-judge", FieldGroup.POSTS);
    assertThat(DecisionRules.isWithin(asked(view), pack, List.of(granted(FieldGroup.POSTS, YEAR))))
        .isTrue();
    assertThat(
            DecisionRules.isWithin(asked(view), pack, List.of(granted(FieldGroup.MESSAGES, YEAR))))
        .isFalse();
    Period longer = new Period(YEAR.from().minusSeconds(1), YEAR.until());
    assertThat(
            DecisionRules.isWithin(asked(view), pack, List.of(granted(FieldGroup.POSTS, longer))))
        .isFalse();
    assertThat(
            DecisionRules.isWithin(
                asked(view),
                pack,
                List.of(new ApprovedScope.Granted(2, "", FieldGroup.POSTS, HALF, null))))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GRANT,, beyond_reach_fields",
    "NARROW,, fields_missing",
    "NARROW, profileText, beyond_reach_fields",
    "NARROW, id profileText, beyond_reach_fields",
    "NARROW, paymentMeans, fields_unknown"
  })
  void aSubpoenaGivesNeitherTheCategoryNorAFieldOutsideItsList(
      String outcome, String fields, String code) {
    DecisionRules.Checked checked = subpoena(outcome, fields == null ? null : fields.split(" "));
    assertThat(checked.errors()).extracting(e -> e.code()).containsExactly(code);
    assertThat(checked.items()).isEmpty();
  }

  @Test
  void aSubpoenaGivesItsListedFieldsOverTheWholeAskedPeriod() {
    DecisionRules.Decided decided = subpoena("NARROW", "username").items().getFirst();
    assertThat(decided.granted()).isEqualTo(YEAR);
    assertThat(decided.fields().named()).containsExactly("id", "username");
  }

  @Test
  void namingEveryFieldOfAWarrantNarrowsNothing() {
    PolicyPack pack = pack("us-federal");
    CaseView view =
        view(pack, pack.row("search-warrant").orElseThrow(), "federal-judge", FieldGroup.POSTS);
    List<String> all = List.of("id", "createdAt", "username", "startedAt", "profileText");
    ItemInput input = new ItemInput(1, "NARROW", "overbroad", "in words", null, null, all);
    assertThat(DecisionRules.check(asked(view), pack, List.of(input)).errors())
        .extracting(e -> e.code())
        .containsExactly("period_not_narrower");
  }

  private static DecisionRules.Checked subpoena(String outcome, String... fields) {
    PolicyPack pack = pack("us-federal");
    CaseView view =
        view(
            pack,
            pack.row("subpoena-grand-jury").orElseThrow(),
            "federal-grand-jury",
            FieldGroup.SUBSCRIBER);
    return DecisionRules.check(
        asked(view),
        pack,
        List.of(
            new ItemInput(
                1,
                outcome,
                outcome.equals("GRANT") ? "within-instrument" : "fields-beyond-instrument",
                "in words",
                null,
                null,
                fields == null ? null : List.of(fields))));
  }

  /** Regulation (EU) 2023/1543, Article 4(1), (2), 5(3), (4). */
  @ParameterizedTest
  @CsvSource({
    "eu-prosecutor, '', subscriber",
    "eu-prosecutor, solely-to-identify, subscriber sessions",
    "eu-prosecutor, solely-to-identify offence-gate, subscriber sessions",
    "eu-authority-validated-by-prosecutor, offence-gate, subscriber",
    "eu-judge, '', subscriber",
    "eu-judge, offence-gate, subscriber sessions devices relations messages-meta posts messages media searches location drafts moderation",
    "eu-authority-unvalidated, offence-gate, ''"
  })
  void anOrderReachesTrafficAndContentOnlyFromAJudgeAndForAGraveOffence(
      String issuer, String met, String groups) {
    Set<FieldGroup> reach =
        pack("eu-e-evidence").row("epoc").orElseThrow().reach(issuer, words(met));
    assertThat(reach.stream().map(FieldGroup::key))
        .containsExactlyInAnyOrderElementsOf(words(groups));
  }

  @Test
  void anUnvalidatedAuthorityReachesSubscriberDataInAnEmergencyAndNoMore() {
    assertThat(
            pack("eu-e-evidence")
                .row("epoc-emergency")
                .orElseThrow()
                .reach(
                    "eu-authority-unvalidated",
                    Set.of("imminent-threat", "offence-gate", "solely-to-identify")))
        .containsExactlyInAnyOrder(FieldGroup.SUBSCRIBER, FieldGroup.SESSIONS);
    assertThat(
            pack("eu-e-evidence")
                .row("epoc-emergency")
                .orElseThrow()
                .reach("eu-judge", Set.of("offence-gate", "solely-to-identify")))
        .isEmpty();
  }

  /** Article 9(1), (2): what is in 5(5)(i) and (j) goes to the enforcing authority alone. */
  @Test
  void aEuropeanOrderIsNeverAskedForNecessityOrForTheCase() {
    for (PolicyPack.Row row : pack("eu-e-evidence").rows()) {
      assertThat(row.never()).containsExactly("necessity-grounds", "case-summary");
      assertThat(row.required()).doesNotContainAnyElementsOf(row.never());
      assertThat(row.notice().rule()).isEqualTo("authority-duty");
    }
  }

  /** 18 USC 2703(c)(2)(A)-(F): a subpoena reaches fields, and so no category as a whole. */
  @Test
  void aSubpoenaReachesNoCategoryAsAWhole() {
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        if (row.kind().contains("subpoena") || row.kind().equals("national-security-letter")) {
          assertThat(row.reaches()).as(row.kind()).isEmpty();
          assertThat(row.tiers().getFirst().fields()).isNotEmpty();
          row.issuers()
              .forEach(issuer ->
                  assertThat(row.extent(issuer, Set.copyOf(row.test())).values())
                      .as(row.kind())
                      .isNotEmpty()
                      .noneMatch(Fields::all));
        }
      }
    }
  }

  /**
   * 18 USC 2709(b): a designee not below Deputy Assistant Director at headquarters, or a designated
   * Special Agent in Charge; (b)(2): name, address, length of service of a specific selector.
   */
  @Test
  void aNationalSecurityLetterNeedsItsRankAndASpecificSelector() {
    PolicyPack.Row letter = pack("us-federal").row("national-security-letter").orElseThrow();
    assertThat(letter.issuers())
        .containsExactly("fbi-deputy-assistant-director", "fbi-special-agent-in-charge");
    for (String issuer : letter.issuers()) {
      assertThat(letter.extent(issuer, Set.of())).isEmpty();
      assertThat(
              letter.extent(issuer, Set.of("specific-selector")).values().iterator().next().named())
          .containsExactlyInAnyOrder("id", "createdAt", "username", "displayName", "addresses");
    }
    assertThat(letter.extent("federal-agency", Set.of("specific-selector"))).isEmpty();
    assertThat(letter.notice().needs())
        .containsExactly("gag-certification", "judicial-review-notice");
  }

  @Test
  void onlyKindsWhoseWholePathStandsAreOpen() {
    List<String> open = new ArrayList<>();
    ShippedPacks.all()
        .forEach(p ->
            p.rows().stream()
                .filter(PolicyPack.Row::open)
                .forEach(r -> open.add(p.pack() + " " + r.kind())));
    assertThat(Set.copyOf(open))
        .containsExactlyInAnyOrder(
            "us-federal search-warrant",
            "us-federal court-order-2703d",
            "us-federal emergency-contents",
            "us-federal emergency-records",
            "us-federal preservation-2703f",
            "us-federal national-security-letter",
            "us-federal subpoena-administrative",
            "us-federal subpoena-grand-jury",
            "us-federal subpoena-trial",
            "us-state state-search-warrant",
            "us-state state-court-order",
            "us-state state-subpoena",
            "eu-e-evidence epoc",
            "eu-e-evidence epoc-emergency",
            "eu-e-evidence epoc-pr",
            "dsa dsa-order-for-information",
            "uk-copo overseas-production-order",
            "treaty mlat-process",
            "treaty letters-rogatory",
            "treaty budapest-subscriber",
            "treaty budapest-giving-effect");
  }

  @Test
  void thePlatformBeginsTheseKindsOfItsOwnAccordAndNobodyAsksForThem() {
    List<String> begun = new ArrayList<>();
    ShippedPacks.all()
        .forEach(p ->
            p.rows().stream()
                .filter(PolicyPack.Row::referable)
                .forEach(r -> begun.add(p.pack() + " " + r.kind() + " " + r.issuers())));
    assertThat(begun)
        .containsExactlyInAnyOrder(
            "us-federal own-referral-us [provider]", "dsa own-referral-eu [provider]");
  }

  /** What the file itself says of one group. */
  private record Written(boolean whole, Set<String> fields) {
    boolean names(Set<String> wanted) {
      return fields.containsAll(wanted);
    }
  }

  /** The oracle reads the file's tree, not the records that the rules use. */
  private static Written written(
      PolicyPack pack, PolicyPack.Row row, String issuer, FieldGroup group) {
    boolean whole = false;
    Set<String> fields = new HashSet<>();
    for (JsonNode each : ShippedPacks.tree(pack).get("rows")) {
      if (each.get("kind").asText().equals(row.kind())) {
        for (JsonNode tier : each.get("tiers")) {
          if (!tier.has("needs") && has(tier.get("issuers"), issuer)) {
            whole |= has(tier.get("groups"), group.key());
            tier.path("fields").path(group.key()).forEach(name -> fields.add(name.asText()));
          }
        }
      }
    }
    return new Written(whole, fields);
  }

  private static boolean has(JsonNode list, String value) {
    for (JsonNode each : list) {
      if (each.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
  }

  private static PolicyPack pack(String name) {
    return ShippedPacks.all().stream()
        .filter(p -> p.pack().equals(name))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  /** A platform that holds a few fields of every group, and one that nobody's instrument names. */
  private static DecisionQuestion asked(CaseView view) {
    Map<String, List<String>> known = new TreeMap<>();
    for (FieldGroup group : FieldGroup.values()) {
      known.put(group.key(), List.of("id", "createdAt", "username", "startedAt", "profileText"));
    }
    return DecisionQuestion.of(view, known);
  }

  private static ApprovedScope.Granted granted(FieldGroup group, Period period) {
    return new ApprovedScope.Granted(1, "", group, period, null);
  }

  private static CaseView view(
      PolicyPack pack, PolicyPack.Row row, String issuer, FieldGroup group) {
    Sha256 digest = Sha256.hash("paper");
    return new CaseView(
        new CaseId(new UUID(1, 1)),
        "LER-2026-000001",
        CaseStatus.IN_REVIEW,
        "reviewer",
        1,
        YEAR.from(),
        pack.pack(),
        pack.version(),
        new AgencyId(new UUID(2, 2)),
        "",
        "",
        "",
        new CaseView.InstrumentView(
            row.kind(), row.citation(), false, "", issuer, "", LocalDate.EPOCH, digest, 1),
        List.of(
            new CaseView.TargetView(
                1,
                "username",
                "",
                "UTC",
                "FOUND",
                null,
                List.of(new CaseView.ItemView(1, 1, group, YEAR, true, null)))),
        List.of(),
        false,
        false,
        false,
        row.emergency(),
        Set.of(),
        null);
  }
}
