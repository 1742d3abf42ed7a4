package io.chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JudgesTest {

  @Test
  void everyIssuerOfThePacksIsAJudgeOrIsKnownToBeNone() {
    Set<String> none = new TreeSet<>();
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        row.issuers().stream().filter(issuer -> !Judges.issued(issuer)).forEach(none::add);
      }
    }
    assertThat(none)
        .containsExactly(
            "eu-authority",
            "eu-authority-unvalidated",
            "eu-authority-validated-by-prosecutor",
            "eu-prosecutor",
            "fbi-deputy-assistant-director",
            "fbi-designated-official",
            "fbi-special-agent-in-charge",
            "federal-agency",
            "federal-grand-jury",
            "foreign-competent-authority",
            "law-enforcement-agency",
            "provider",
            "state-grand-jury");
  }

  @Test
  void anIssuerThatNobodyKnowsIsNoJudge() {
    assertThat(Judges.issued("somebody")).isFalse();
  }
}
