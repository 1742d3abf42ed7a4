package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookAlikesTest {
  private static final List<LookAlikes.Known> KNOWN =
      List.of(
          new LookAlikes.Known(
              "Metro Police Department", List.of("metro-police.example", "metropd.example")),
          new LookAlikes.Known("Harbour Police Department", List.of("harbour-police.example")));

  @ParameterizedTest
  @CsvSource({
    "metro-police.example,SAME",
    "METRO-POLICE.example,SAME",
    // Cyrillic о, as it is registered and as it is read.
    "xn--metr-police-unj.example,CONFUSABLE",
    "metrо-police.example,CONFUSABLE",
    "rnetro-police.example,CONFUSABLE",
    "metro-polise.example,FEW_EDITS",
    "metropolice.example,FEW_EDITS",
    "metropb.example,FEW_EDITS",
    "metro-police.example.evil.test,CONTAINED"
  })
  void aDomainThatCouldBeMistakenIsNamedWithTheAgencyThatItResembles(String domain, String how) {
    assertThat(LookAlikes.of("Northern Prosecutor", List.of(domain), KNOWN))
        .as(domain + " read as " + LookAlikes.unicode(domain))
        .anySatisfy(alarm -> {
          assertThat(alarm.agency()).isEqualTo("Metro Police Department");
          assertThat(alarm.how()).isEqualTo(LookAlikes.How.valueOf(how));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "Metro Police Department,SAME",
    "Metrо Police Department,CONFUSABLE",
    "Metro City Police,FEW_EDITS",
    "The Harbor Police Office,FEW_EDITS"
  })
  void aNameThatCouldBeMistakenIsNamed(String name, String how) {
    assertThat(LookAlikes.of(name, List.of("justice.example"), KNOWN))
        .extracting(LookAlikes.Alarm::how)
        .contains(LookAlikes.How.valueOf(how));
  }

  @Test
  void anAgencyOfItsOwnRaisesNoAlarm() {
    assertThat(
            LookAlikes.of(
                "Northern Prosecutor",
                List.of("prosecutor.example", "staatsanwalt.example"),
                KNOWN))
        .isEmpty();
  }
}
