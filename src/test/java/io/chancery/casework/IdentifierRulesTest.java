package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.Identifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierRulesTest {
  @ParameterizedTest
  @CsvSource({
    "USERNAME, ada, ada",
    "USERNAME, ' @ada ', ada",
    "USERNAME, @ada@social.example, ada@social.example",
    "EMAIL, ada@mail.example, ada@mail.example",
    "PHONE, +49 (30) 123456, +4930123456",
    "PROFILE_URL, https://social.example/@ada, https://social.example/@ada"
  })
  void theSameAccountHasOneFormHoweverItIsTyped(Identifier.Kind kind, String typed, String kept) {
    assertThat(IdentifierRules.normal(kind, typed).orElseThrow().value()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"USERNAME, ''", "USERNAME, a b", "PHONE, 030", "EMAIL, ada", "PROFILE_URL, ada"})
  void whatHasNotTheShapeIsNone(Identifier.Kind kind, String typed) {
    assertThat(IdentifierRules.normal(kind, typed)).isEmpty();
  }
}
