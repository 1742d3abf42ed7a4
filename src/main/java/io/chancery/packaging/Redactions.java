package io.chancery.packaging;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other people's numbers and addresses in basic records become a fixed mark, by rules that are data
 * ({@code redaction.yaml}). The account holder's own stay, wherever they stand.
 */
final class Redactions {
  private static final String FILE = "/redaction.yaml";

  private record File(
      @JsonProperty(required = true) int version,
      @JsonProperty(required = true) String mark,
      @JsonProperty(required = true) List<String> groups,
      @JsonProperty(required = true) List<String> own,
      @JsonProperty(required = true) List<FileRule> rules) {}

  private record FileRule(
      @JsonProperty(required = true) String reason,
      @JsonProperty(required = true) String pattern) {}

  private record Rule(String reason, Pattern pattern) {}

  private final Sha256 digest;
  private final String mark;
  private final Set<FieldGroup> groups = EnumSet.noneOf(FieldGroup.class);
  private final Set<String> own;
  private final List<Rule> rules;

  private Redactions(byte[] bytes) throws IOException {
    File file = new ObjectMapper(new YAMLFactory()).readValue(bytes, File.class);
    digest = Sha256.hash(bytes);
    mark = file.mark();
    file.groups().forEach(key -> groups.add(FieldGroup.ofKey(key).orElseThrow()));
    own = Set.copyOf(file.own());
    rules =
        file.rules().stream()
            .map(rule ->
                new Rule(rule.reason(), Pattern.compile(rule.pattern(), Pattern.CASE_INSENSITIVE)))
            .toList();
  }

  /** The rules that come with the product. */
  static Redactions shipped() {
    try (InputStream in = Redactions.class.getResourceAsStream(FILE)) {
      return new Redactions(java.util.Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("redaction.yaml is part of the product", e);
    }
  }

  /** Of the rules' bytes. */
  Sha256 digest() {
    return digest;
  }

  boolean concern(FieldGroup group) {
    return groups.contains(group);
  }

  /** Adds what the record says is the account holder's own. */
  void gatherOwn(ObjectNode record, Set<String> gathered) {
    for (String field : own) {
      texts(record.get(field), text -> gathered.add(text.toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Puts the mark in place of what is other people's, in the record itself.
   *
   * @param kept the account holder's own, in small letters
   * @param counted gets the reason of each mark
   */
  void apply(ObjectNode record, Set<String> kept, Consumer<String> counted) {
    Set<String> names = new HashSet<>();
    record.fieldNames().forEachRemaining(names::add);
    names.removeAll(own);
    for (String name : names) {
      JsonNode value = record.get(name);
      if (value instanceof TextNode text) {
        record.put(name, redacted(text.asText(), kept, counted));
      } else if (value instanceof ArrayNode list) {
        for (int i = 0; i < list.size(); i++) {
          if (list.get(i) instanceof TextNode text) {
            list.set(i, new TextNode(redacted(text.asText(), kept, counted)));
          }
        }
      }
    }
  }

  private String redacted(String text, Set<String> kept, Consumer<String> counted) {
    String result = text;
    for (Rule rule : rules) {
      Matcher found = rule.pattern().matcher(result);
      StringBuilder marked = new StringBuilder();
      while (found.find()) {
        boolean holders = kept.contains(found.group().toLowerCase(Locale.ROOT));
        if (!holders) {
          counted.accept(rule.reason());
        }
        found.appendReplacement(marked, Matcher.quoteReplacement(holders ? found.group() : mark));
      }
      result = found.appendTail(marked).toString();
    }
    return result;
  }

  private static void texts(@org.jspecify.annotations.Nullable JsonNode node, Consumer<String> to) {
    if (node instanceof TextNode text) {
      to.accept(text.asText());
    } else if (node != null) {
      node.forEach(child -> texts(child, to));
    }
  }
}
