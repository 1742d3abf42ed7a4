package io.chancery.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.CaseLinks.Standing;
import io.chancery.casework.CaseRelation;
import io.chancery.casework.NewCase;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.Problem.FieldError;
import io.chancery.platform.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A supplement or a correction names an answered case of the agency and says which it is. */
class FollowRulesTest {
  private static final String EARLIER = "LER-2026-000123";

  @Test
  void aRequestThatNamesNoEarlierCaseFollowsNone() {
    for (String nothing : new String[] {null, "", "  "}) {
      FollowRules.Checked checked = check(nothing, nothing, Standing.UNKNOWN);
      assertThat(checked.errors()).isEmpty();
      assertThat(checked.follows()).isEmpty();
    }
  }

  @Test
  void anAnsweredCaseOfTheAgencyIsSupplementedOrCorrected() {
    for (CaseRelation relation : CaseRelation.values()) {
      FollowRules.Checked checked = check(" ler-2026-000123 ", relation.key(), Standing.ANSWERED);
      assertThat(checked.errors()).isEmpty();
      assertThat(checked.follows())
          .contains(new NewCase.Follows(new CaseReference(EARLIER), relation));
    }
  }

  @Test
  void halfOfItIsRefusedWithTheFieldThatIsMissing() {
    assertThat(codes(check(EARLIER, "", Standing.ANSWERED))).containsExactly("relation_missing");
    assertThat(codes(check(EARLIER, "repeats", Standing.ANSWERED)))
        .containsExactly("relation_missing");
    assertThat(codes(check("", "corrects", Standing.ANSWERED))).containsExactly("follows_missing");
  }

  @Test
  void anUnknownCaseAndAnotherAgencysGetTheSameAnswerAndAnUnansweredOneItsOwn() {
    FollowRules.Checked unknown = check(EARLIER, "corrects", Standing.UNKNOWN);
    assertThat(unknown.errors()).containsExactly(new FieldError("follows", "follows_unknown"));
    assertThat(unknown.follows()).isEmpty();
    assertThat(codes(check(EARLIER, "corrects", Standing.UNANSWERED)))
        .containsExactly("follows_unanswered");
  }

  @Test
  void eachFindingSaysWhatToDoInBothLanguages() {
    for (String code :
        List.of("relation_missing", "follows_missing", "follows_unknown", "follows_unanswered")) {
      Texts.LANGUAGES.forEach(
          language -> assertThat(Texts.text(language, "error_" + code)).endsWith("."));
    }
  }

  private static FollowRules.Checked check(
      @Nullable String follows, @Nullable String relation, Standing standing) {
    return FollowRules.check(
        follows,
        relation,
        reference -> {
          assertThat(reference).isEqualTo(EARLIER);
          return standing;
        });
  }

  private static List<String> codes(FollowRules.Checked checked) {
    return checked.errors().stream().map(FieldError::code).toList();
  }
}
