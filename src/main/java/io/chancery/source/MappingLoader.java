package io.chancery.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads and checks one mapping file: its shape by JSON Schema, then what a schema cannot say. */
final class MappingLoader {
  private static final Set<String> READ_PARAMETERS = Set.of("account", "from", "until");
  private static final Set<String> LOOKUP_PARAMETERS = Set.of("identifier");
  private static final Set<String> LINK_PARAMETERS = Set.of("account");

  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9.\\[\\]:-]{1,255}");

  private final SourceConfiguration.Kind kind;
  private final MappingFile file;
  private final @Nullable String domain;
  private final List<String> problems = new ArrayList<>();

  private MappingLoader(MappingFile file, @Nullable String domain, SourceConfiguration.Kind kind) {
    this.kind = kind;
    this.file = file;
    this.domain = domain;
  }

  /**
   * Loads a mapping.
   *
   * @param domain the platform's own domain, put in place of <code>${domain}</code> in patterns
   * @throws InvalidMapping with every problem found, each with its line and remedy
   */
  static Mapping load(MappingFile file, @Nullable String domain) {
    return load(file, domain, SourceConfiguration.Kind.SQL);
  }

  /** As {@link #load(MappingFile, String)}, for a source of a kind. */
  static Mapping load(MappingFile file, @Nullable String domain, SourceConfiguration.Kind kind) {
    return new MappingLoader(file, domain, kind).load();
  }

  private Mapping load() {
    problems.addAll(file.misfits());
    stopOnProblems();
    String written = file.at("/kind").asText("sql");
    if (!written.equals(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
      problems.add(
          file.place("/kind")
              + "is not the kind of the source; set chancery.source.<name>.kind="
              + written);
      stopOnProblems();
    }
    FeedLoader feeds = new FeedLoader(file, kind, problems);
    ZoneId zone = zone("/timeZone", file.at("/timeZone").asText());
    Map<Identifier.Kind, Mapping.Lookup> identifiers = identifiers(feeds);
    Map<FieldGroup, Mapping.Group> groups = new EnumMap<>(FieldGroup.class);
    Map<FieldGroup, String> notHeld = new EnumMap<>(FieldGroup.class);
    for (FieldGroup group : FieldGroup.values()) {
      String pointer = "/groups/" + group.key();
      JsonNode node = file.at(pointer);
      if (node.isMissingNode()) {
        problems.add(
            file.place("/groups")
                + "says nothing about "
                + group.key()
                + "; map it, or declare `notHeld:` with the reason");
      } else if (node.has("notHeld")) {
        notHeld.put(group, node.get("notHeld").asText());
      } else {
        groups.put(group, group(group, pointer, node, zone, feeds));
      }
    }
    List<Mapping.Link> linked = linked();
    stopOnProblems();
    return new Mapping(
        file.at("/system").asText(),
        zone,
        feeds.timeFormats(),
        file.digest(),
        identifiers,
        groups,
        notHeld,
        linked);
  }

  private Map<Identifier.Kind, Mapping.Lookup> identifiers(FeedLoader feeds) {
    Map<Identifier.Kind, Mapping.Lookup> lookups = new EnumMap<>(Identifier.Kind.class);
    for (Identifier.Kind kind : Identifier.Kind.values()) {
      String pointer = "/identifiers/" + kind.key();
      JsonNode node = file.at(pointer);
      if (node.isMissingNode()) {
        problems.add(
            file.place("/identifiers")
                + "says nothing about "
                + kind.key()
                + "; give a pattern and queries, or declare `notHeld:` with the reason");
      } else if (!node.has("notHeld")) {
        Pattern pattern = pattern(pointer + "/pattern", node.get("pattern").asText());
        List<NamedSql> queries = new ArrayList<>();
        for (int i = 0; i < node.path("queries").size(); i++) {
          NamedSql sql = sql(pointer + "/queries/" + i, LOOKUP_PARAMETERS, LOOKUP_PARAMETERS);
          if (sql != null) {
            queries.add(sql);
          }
        }
        if (pattern != null) {
          lookups.put(
              kind,
              new Mapping.Lookup(pattern, List.copyOf(queries), feeds.of(pointer, node, null)));
        }
      }
    }
    return lookups;
  }

  private List<Mapping.Link> linked() {
    List<Mapping.Link> linked = new ArrayList<>();
    JsonNode hints = file.at("/linked");
    for (int i = 0; i < hints.size(); i++) {
      NamedSql sql = sql("/linked/" + i + "/sql", LINK_PARAMETERS, LINK_PARAMETERS);
      if (sql != null) {
        linked.add(
            new Mapping.Link(
                hints.get(i).get("name").asText(),
                hints.get(i).get("evidence").asText().strip(),
                sql));
      }
    }
    return linked;
  }

  private @Nullable Pattern pattern(String pointer, String text) {
    String complete = withDomain(pointer, text, true);
    if (complete == null) {
      return null;
    }
    try {
      Pattern pattern = Pattern.compile(complete, Pattern.CASE_INSENSITIVE);
      if (pattern.namedGroups().containsKey("value")) {
        return pattern;
      }
      problems.add(file.place(pointer) + "lacks the group (?<value>...); name what is looked up");
    } catch (PatternSyntaxException e) {
      problems.add(
          file.place(pointer) + "is no regular expression (" + e.getDescription() + "); mend it");
    }
    return null;
  }

  private Mapping.Group group(
      FieldGroup group, String pointer, JsonNode node, ZoneId zone, FeedLoader feeds) {
    boolean state = node.get("period").asText().equals("state");
    Map<String, Mapping.Field> fields = new LinkedHashMap<>();
    for (int i = 0; i < node.get("fields").size(); i++) {
      Mapping.Field field = field(node.get("fields").get(i), zone);
      if (fields.put(field.name(), field) != null) {
        problems.add(
            file.place(pointer + "/fields/" + i)
                + "declares the field "
                + field.name()
                + " twice; remove one");
      }
    }
    String time = node.get("time").asText();
    Mapping.Field timeField = fields.get(time);
    if (timeField == null || timeField.type() != Mapping.Type.TIME) {
      problems.add(
          file.place(pointer + "/time") + "names no field of type time; name one of this group's");
    }
    if (!fields.containsKey("id")) {
      problems.add(file.place(pointer + "/fields") + "lacks the field id; every record has one");
    }
    Set<String> required = new TreeSet<>(state ? Set.of("account") : READ_PARAMETERS);
    List<Mapping.Query> queries = new ArrayList<>();
    for (int i = 0; i < node.path("queries").size(); i++) {
      JsonNode query = node.get("queries").get(i);
      NamedSql sql = sql(pointer + "/queries/" + i + "/sql", READ_PARAMETERS, required);
      if (sql != null) {
        queries.add(new Mapping.Query(query.get("table").asText(), sql));
      }
    }
    Map<String, String> fieldsNotHeld = new LinkedHashMap<>();
    JsonNode missing = node.path("fieldsNotHeld");
    missing.properties().forEach(e -> fieldsNotHeld.put(e.getKey(), e.getValue().asText()));
    return new Mapping.Group(
        group,
        state,
        node.get("periodMeaning").asText().strip(),
        time,
        node.path("deliverFiles").asBoolean(false),
        fields,
        fieldsNotHeld,
        List.copyOf(queries),
        feeds.of(pointer, node, fields.keySet()));
  }

  private static Mapping.Field field(JsonNode node, ZoneId zone) {
    Mapping.Type type = Mapping.Type.ofKey(node.get("type").asText()).orElseThrow();
    return new Mapping.Field(
        node.get("name").asText(),
        type,
        type == Mapping.Type.TIME ? zone : null,
        node.get("sensitivity").asText(),
        node.get("meaning").asText().strip());
  }

  private @Nullable NamedSql sql(String pointer, Set<String> allowed, Set<String> required) {
    String text = withDomain(pointer, file.at(pointer).asText(), false);
    if (text == null) {
      return null;
    }
    try {
      NamedSql sql = NamedSql.parse(text, allowed);
      for (String name : required) {
        if (!sql.parameters().contains(name)) {
          problems.add(
              file.place(pointer)
                  + "does not use :"
                  + name
                  + "; without it the query would read more than was granted");
        }
      }
      return sql;
    } catch (IllegalArgumentException e) {
      problems.add(file.place(pointer) + e.getMessage());
      return null;
    }
  }

  /** The text with the platform's own domain in it; null when there is none to put in. */
  private @Nullable String withDomain(String pointer, String text, boolean quoted) {
    if (!text.contains("${domain}")) {
      return text;
    }
    // In SQL it stands inside a literal, so it may hold nothing that could end one.
    if (domain == null || !DOMAIN.matcher(domain).matches()) {
      problems.add(
          file.place(pointer)
              + "needs the platform's own domain; set chancery.source.<name>.domain"
              + " to a host name, with a port where the platform's names have one");
      return null;
    }
    return text.replace("${domain}", quoted ? Pattern.quote(domain) : domain);
  }

  private ZoneId zone(String pointer, String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      problems.add(
          file.place(pointer) + "names no time zone; write UTC or, for example, Europe/Oslo");
      return java.time.ZoneOffset.UTC;
    }
  }

  private void stopOnProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidMapping(file.name(), problems);
    }
  }
}
