package io.chancery.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.platform.Problem.FieldError;
import io.chancery.platform.Texts;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.ShippedPacks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a referral must say before it opens a case. */
class ReferralRulesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final String OFFICER = "01930000-0000-7000-8000-000000000001";

  @ParameterizedTest
  @CsvSource({"us-federal, own-referral-us", "dsa, own-referral-eu"})
  void eachPartOfTheLawsTestIsAnsweredInWords(String regime, String kind) {
    PolicyPack.Row row = ShippedPacks.pack(regime).row(kind).orElseThrow();
    assertThat(row.test()).isNotEmpty();
    ReferralRules.Checked whole = check(form(regime, kind, said(row), "2026-12-01T10:15", OFFICER));
    assertThat(whole.errors()).isEmpty();
    assertThat(whole.awareAt()).isEqualTo(Instant.parse("2026-12-01T10:15:00Z"));
    RequestRules.Checked request = whole.request().orElseThrow();
    assertThat(request.statement().keySet()).containsExactlyInAnyOrderElementsOf(row.stated());
    assertThat(request.statement()).containsEntry("aware-at", "2026-12-01T10:15:00Z");
    assertThat(request.paper().orElseThrow().issuerType()).isEqualTo("provider");
    for (String part : row.test()) {
      Map<String, String> without = said(row);
      without.remove(part);
      assertThat(check(form(regime, kind, without, "2026-12-01T10:15", OFFICER)).errors())
          .as(part)
          .containsExactly(new FieldError("statement." + part, "statement_words"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, referral_aware_shape",
    "'', referral_aware_shape",
    "2026-12-01T12:01, referral_aware_time",
    "2025-11-01T12:00:00Z, referral_aware_time"
  })
  void theTimeOfAwarenessIsATimeOfTheLastYear(String typed, String code) {
    PolicyPack.Row row = ShippedPacks.pack("us-federal").row("own-referral-us").orElseThrow();
    assertThat(check(form("us-federal", row.kind(), said(row), typed, OFFICER)).errors())
        .containsExactly(new FieldError("awareAt", code));
    Texts.LANGUAGES.forEach(
        language -> assertThat(Texts.text(language, "error_" + code)).endsWith("."));
  }

  @Test
  void itIsAddressedToAnOfficerOfTheAgencyAndNobodyElse() {
    PolicyPack.Row row = ShippedPacks.pack("us-federal").row("own-referral-us").orElseThrow();
    ReferralForm stranger =
        form("us-federal", row.kind(), said(row), "2026-12-01T10:15", OFFICER.replace('1', '2'));
    assertThat(check(stranger).errors())
        .containsExactly(new FieldError("officer", "referral_officer"));
  }

  @Test
  void whatAnAgencyAsksForIsNoReferral() {
    PolicyPack.Row row = ShippedPacks.pack("us-federal").row("emergency-records").orElseThrow();
    assertThat(
            check(form("us-federal", row.kind(), said(row), "2026-12-01T10:15", OFFICER)).errors())
        .contains(new FieldError("kind", "kind_unknown"));
    assertThat(
            check(form("us-federal", "pen-register", Map.of(), "2026-12-01T10:15", OFFICER))
                .errors())
        .contains(new FieldError("kind", "closed_prospective"));
  }

  private static ReferralRules.Checked check(ReferralForm form) {
    Optional<PolicyPack> pack = Optional.ofNullable(form.regime()).map(ShippedPacks::pack);
    return ReferralRules.check(form, "The platform", pack, List.of(OFFICER), NOW);
  }

  private static Map<String, String> said(PolicyPack.Row row) {
    return row.stated().stream()
        .filter(part -> !part.equals(ReferralForm.AWARE_AT))
        .collect(Collectors.toMap(part -> part, part -> "in my own words: " + part));
  }

  private static ReferralForm form(
      String regime, String kind, Map<String, String> said, String awareAt, String officer) {
    return new ReferralForm(
        officer,
        regime,
        kind,
        "TS-2026-77",
        awareAt,
        said,
        List.of(
            new RequestForm.TargetForm(
                "username", "somebody", List.of("subscriber"), "2026-01-01", "2026-02-01", "UTC")));
  }
}
