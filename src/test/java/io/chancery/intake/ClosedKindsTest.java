package io.chancery.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.CaseLinks;
import io.chancery.platform.Problem.FieldError;
import io.chancery.platform.Texts;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.ShippedPacks;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A kind of which a step is missing never opens a case, and the officer is told where to turn. */
class ClosedKindsTest {
  @Test
  void eachClosedKindIsRefusedWithWhatToDoInstead() {
    for (PolicyPack pack : ShippedPacks.all()) {
      for (PolicyPack.Row row : pack.rows()) {
        String issuer = row.issuers().isEmpty() ? "anybody" : row.issuers().getFirst();
        RequestRules.Checked checked =
            RequestRules.check(
                form(pack, row, issuer),
                Optional.of(pack),
                LocalDate.of(2026, 12, 1),
                _ -> CaseLinks.Standing.UNKNOWN);
        if (row.open()) {
          assertThat(checked.errors()).as(row.kind()).isEmpty();
          assertThat(checked.paper()).as(row.kind()).isPresent();
        } else {
          String code = "closed_" + row.closedToAgencies();
          assertThat(checked.errors()).as(row.kind()).contains(new FieldError("kind", code));
          assertThat(checked.paper()).as(row.kind()).isEmpty();
          Texts.LANGUAGES.forEach(
              language -> assertThat(Texts.text(language, "error_" + code)).endsWith("."));
        }
      }
    }
  }

  private static RequestForm form(PolicyPack pack, PolicyPack.Row row, String issuer) {
    return new RequestForm(
        pack.pack(),
        row.kind(),
        "District Court of Sampleton",
        issuer,
        "1:26-mj-1",
        "2026-11-01",
        "2026-12-20",
        List.of(
            new RequestForm.TargetForm(
                "username", "somebody", List.of("subscriber"), "2026-01-01", "2026-02-01", "UTC")),
        row.stated().stream().collect(Collectors.toMap(part -> part, part -> "in my own words")),
        row.declares(),
        null,
        null,
        null);
  }
}
