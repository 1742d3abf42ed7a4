package io.chancery.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.policy.ShippedPacks;
import io.chancery.verification.DocumentFacts.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How papers of a regime usually look. */
class PaperFormsTest {

  @ParameterizedTest
  @CsvSource({
    "1:26-mj-00123, docket-usual",
    "26-MJ-1001, docket-usual",
    "2:2026-cr-4711-ABC, docket-usual",
    "HOME-1, docket-unusual",
    "26-MJ-1001 x, docket-unusual"
  })
  void aDocketNumberHasTheUsualFormOrNot(String docket, String fact) {
    assertThat(PaperForms.of("us-federal", docket, "text")).extracting(Found::name).contains(fact);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "us-federal | issued under 18 U.S.C. § 2703(a) | 18 U.S.C. § 2703",
        "us-federal | Federal Rule of Criminal Procedure, Rule 41 | Rule 41",
        "eu-e-evidence | nach Verordnung (EU) 2023/1543 | 2023/1543",
        "dsa | Article 10 of Regulation (EU) 2022/2065 | 2022/2065",
        "uk-copo | the Crime (Overseas Production Orders) Act 2019 | Crime (Overseas Production Orders) Act 2019",
        "treaty | under 18 USC 3512 | 18 USC 3512"
      })
  void theLawThatItQuotesIsNamed(String regime, String text, String quoted) {
    assertThat(PaperForms.of(regime, "1", text)).contains(new Found("statute", quoted));
    assertThat(PaperForms.of(regime, "1", "please send everything"))
        .contains(new Found("statute-none", ""));
  }

  @Test
  void theNumberThatWasTypedStandsInItOrNot() {
    assertThat(PaperForms.of("us-federal", "26-MJ-1001", "No. 26-MJ-\n1001"))
        .contains(new Found("docket-in-text", ""));
    assertThat(PaperForms.of("us-federal", "26-MJ-1002", "No. 26-MJ-1001"))
        .contains(new Found("docket-not-in-text", ""));
    assertThat(PaperForms.of("us-federal", "26-MJ-1002", " "))
        .extracting(Found::name)
        .contains("text-none")
        .doesNotContain("docket-not-in-text", "statute-none");
  }

  @Test
  void everyRegimeOfThePacksIsThere() {
    ShippedPacks.all()
        .forEach(pack ->
            assertThat(PaperForms.of(pack.pack(), "1", "x"))
                .as(pack.pack())
                .contains(new Found("statute-none", "")));
  }
}
