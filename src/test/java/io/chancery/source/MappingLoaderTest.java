package io.chancery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong mapping stops the start with the place and the remedy. */
class MappingLoaderTest {
  @TempDir Path folder;

  private static String shipped() {
    try (InputStream in = MappingLoaderTest.class.getResourceAsStream("/mappings/mastodon.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "period: event | period: evnt | (/groups/sessions/period): has a value that is not allowed; use one of",
        "AND s.created_at < :until | AND s.created_at < :untill | names the parameter :untill; use only :account, :from, :until",
        "time: startedAt | time: began | (/groups/sessions/time): names no field of type time; name one",
        "deliverFiles: true | deliverFile: true | has the unknown key `deliverFile`; correct its spelling or remove it",
        "timeZone: UTC | timeZone: Mars/Olympus | names no time zone; write UTC",
        "'- {name: id, type: text,' | '- {name: id, type: txt,' | (/groups/subscriber/fields/0/type): has a value that is not allowed",
        "version: 1 | version: 2 | (/version): has a value that is not allowed",
        "system: mastodon | sytem: mastodon | lacks `system`; add it",
        "s.created_at >= :from AND s.created_at < :until | s.created_at < :until | does not use :from; without it the query would read more than was granted",
        "'  location:\n    notHeld: Mastodon stores no places.' | '' | says nothing about location; map it, or declare `notHeld:`",
        "'(?<value>[1-9][0-9]{0,17})' | '[1-9][0-9]{0,17}' | lacks the group (?<value>...)",
        "'(?<value>[1-9][0-9]{0,17})' | '(?<value>[1-9' | is no regular expression",
        "'- table: identities' | '- tabel: identities' | (/groups/subscriber/queries/2",
        "'  phone:' | ' phone:' | is not YAML"
      })
  void problemsNamePlaceAndRemedy(String old, String wrong, String message) throws IOException {
    String from = old.replace("\\n", "\n");
    Path file = folder.resolve("mine.yaml");
    assertThat(shipped()).contains(from);
    String text = shipped();
    int at = text.indexOf(from);
    Files.writeString(file, text.substring(0, at) + wrong + text.substring(at + from.length()));

    assertThatThrownBy(
            () -> MappingLoader.load(MappingFile.open(file.toString()), "social.example"))
        .isInstanceOf(InvalidMapping.class)
        .hasMessageContaining("mine.yaml cannot be used")
        .hasMessageContaining(message)
        .hasMessageMatching("(?s).*line \\d+.*");
  }

  @Test
  void theLineIsThatOfTheProblem() throws IOException {
    String text = shipped().replaceFirst("period: event", "period: evnt");
    int line = (int) text.substring(0, text.indexOf("evnt")).lines().count();
    Path file = Files.writeString(folder.resolve("mine.yaml"), text);

    assertThatThrownBy(
            () -> MappingLoader.load(MappingFile.open(file.toString()), "social.example"))
        .hasMessageContaining("line " + line + " (/groups/sessions/period)");
  }

  @Test
  void theDomainIsAskedForAndQuoted() {
    MappingFile file = MappingFile.open("mastodon");

    assertThatThrownBy(() -> MappingLoader.load(file, null))
        .hasMessageContaining("set chancery.source.<name>.domain");
    assertThat(
            MappingLoader.load(file, "a.example")
                .identifiers()
                .get(io.chancery.kernel.Identifier.Kind.PROFILE_URL)
                .pattern()
                .matcher("https://axexample/@x")
                .matches())
        .isFalse();
  }

  @Test
  void anUnknownMappingIsNamed() {
    assertThatThrownBy(() -> MappingFile.open("nothing")).hasMessageContaining("is not shipped");
    assertThatThrownBy(() -> MappingFile.open(folder.resolve("no.yaml").toString()))
        .hasMessageContaining("check that the file exists");
  }

  @Test
  void sqlKeepsLiteralsCommentsAndCasts() {
    NamedSql sql =
        NamedSql.parse(
            "SELECT ':x', \":y\", a::text, $$ :z ? $$ -- :c ?\n, /* :d ; */ :account FROM t WHERE b = :from AND c = :account",
            Set.of("account", "from"));

    assertThat(sql.parameters()).containsExactly("account", "from", "account");
    assertThat(sql.jdbc())
        .isEqualTo(
            "SELECT ':x', \":y\", a::text, $$ :z ? $$ -- :c ?\n, /* :d ; */ ? FROM t WHERE b = ? AND c = ?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM x WHERE a = :account | begin it with SELECT or WITH",
        "SELECT 1; SELECT 2 | holds a semicolon",
        "SELECT a ? b | holds a question mark",
        "SELECT \"open | does not close it",
        "SELECT :other | names the parameter :other"
      })
  void sqlThatIsNotOneReadIsRefused(String sql, String message) {
    assertThatThrownBy(() -> NamedSql.parse(sql, Set.of("account"))).hasMessageContaining(message);
  }
}
