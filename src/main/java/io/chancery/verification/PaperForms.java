package io.chancery.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether a paper looks as papers of its regime usually do: the form of its docket number, the law
 * that it quotes, and whether it has the number that was typed. Facts for a person to weigh; the
 * forms are data ({@code verification/paper-forms.yaml}).
 */
final class PaperForms {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final Map<String, Regime> REGIMES = read();

  /** The usual docket numbers of a regime. */
  private record Docket(String example, List<Pattern> forms) {}

  private record Regime(@Nullable Docket docket, List<Pattern> statutes) {}

  private PaperForms() {}

  /**
   * The facts.
   *
   * @param docket as the officer typed it
   * @param text of the document; blank for a scan, of which nothing can be read
   */
  static List<DocumentFacts.Found> of(String regime, String docket, String text) {
    List<DocumentFacts.Found> found = new ArrayList<>();
    Regime forms = REGIMES.get(regime);
    if (forms != null && forms.docket() != null) {
      boolean usual = forms.docket().forms().stream().anyMatch(f -> f.matcher(docket).matches());
      found.add(
          new DocumentFacts.Found(
              usual ? "docket-usual" : "docket-unusual", usual ? "" : forms.docket().example()));
    }
    if (text.isBlank()) {
      found.add(new DocumentFacts.Found("text-none", ""));
      return found;
    }
    found.add(
        new DocumentFacts.Found(
            letters(text).contains(letters(docket)) ? "docket-in-text" : "docket-not-in-text", ""));
    if (forms != null) {
      String quoted =
          forms.statutes().stream()
              .map(statute -> statute.matcher(text))
              .filter(Matcher::find)
              .map(match -> match.group().replaceAll("\\s+", " "))
              .findFirst()
              .orElse("");
      found.add(new DocumentFacts.Found(quoted.isEmpty() ? "statute-none" : "statute", quoted));
    }
    return found;
  }

  /** Line breaks and spacing of a layout are no part of a number. */
  private static String letters(String text) {
    return text.replaceAll("[\\s\\p{Z}]+", "").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Regime> read() {
    try (InputStream file =
        Objects.requireNonNull(
            PaperForms.class.getResourceAsStream("/verification/paper-forms.yaml"))) {
      return new ObjectMapper(new YAMLFactory())
          .readTree(file).properties().stream()
              .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> regime(e.getValue())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Regime regime(JsonNode file) {
    JsonNode docket = file.path("docket");
    return new Regime(
        docket.isMissingNode()
            ? null
            : new Docket(docket.path("example").asText(), patterns(docket.path("forms"))),
        patterns(file.path("statutes")));
  }

  private static List<Pattern> patterns(JsonNode expressions) {
    return StreamSupport.stream(expressions.spliterator(), false)
        .map(each -> Pattern.compile(each.asText(), FLAGS))
        .toList();
  }
}
