package io.chancery.policy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Texts;
import io.chancery.platform.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads and checks one pack: its shape by JSON Schema, then what a schema cannot say. */
final class PackLoader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** A pack and the digest of the file that it came from. */
  record Loaded(PolicyPack pack, Sha256 digest) {}

  private final String name;
  private final YamlFile file;
  private final List<String> problems = new ArrayList<>();

  private PackLoader(String name, YamlFile file) {
    this.name = name;
    this.file = file;
  }

  /**
   * Loads a pack.
   *
   * @throws InvalidPack with every problem found, each with its line and remedy
   */
  static Loaded load(String name, byte[] bytes) {
    try {
      return new PackLoader(name, YamlFile.parse(bytes)).load();
    } catch (YamlFile.NotYaml e) {
      throw new InvalidPack(name, List.of(e.finding()));
    }
  }

  private Loaded load() {
    problems.addAll(file.misfits("/policy/policy.schema.json"));
    stopOnProblems();
    place();
    words("/pack", "regime_");
    unique("/rows", "kind");
    for (int i = 0; i < file.at("/rows").size(); i++) {
      row("/rows/" + i);
    }
    for (String outcome : List.of("grant", "narrow", "deny", "refuse")) {
      eachWord("/reasons/" + outcome, "reason_");
    }
    stopOnProblems();
    try {
      PolicyPack pack = JSON.treeToValue(file.tree(), PolicyPack.class);
      details(pack);
      stopOnProblems();
      return new Loaded(pack, file.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("a pack that fits its schema can be read", e);
    }
  }

  private void place() {
    try {
      ZoneId.of(file.at("/place/zone").asText());
    } catch (DateTimeException e) {
      problems.add(
          file.place("/place/zone") + "names no time zone; write UTC or, for example, Europe/Oslo");
    }
    if (!Holidays.knows(file.at("/place/calendar").asText())) {
      problems.add(
          file.place("/place/calendar")
              + "names no calendar of the holiday library; write a country's code, for example de");
    }
  }

  private void row(String at) {
    words(at + "/kind", "kind_");
    if (file.at(at).has("closed")) {
      words(at + "/closed", "error_closed_");
    }
    eachWord(at + "/checks", "check_");
    eachWord(at + "/notice/needs", "condition_");
    eachWord(at + "/suspensions", "suspension_");
    eachWord(at + "/declares", "declare_");
    for (int i = 0; i < file.at(at + "/tiers").size(); i++) {
      eachWord(at + "/tiers/" + i + "/issuers", "issuer_");
      if (!file.at(at).has("closed")) {
        eachWord(at + "/tiers/" + i + "/needs", "condition_");
      }
    }
    marks(at);
    Set<String> never = new HashSet<>();
    file.at(at + "/never").forEach(field -> never.add(field.asText()));
    for (int i = 0; i < file.at(at + "/required").size(); i++) {
      if (never.contains(file.at(at + "/required/" + i).asText())) {
        problems.add(
            file.place(at + "/required/" + i)
                + "is also under `never`; the law forbids to ask for it, remove it here");
      }
    }
    if (!file.at(at).has("closed") && file.at(at + "/tiers").isEmpty()) {
      problems.add(file.place(at + "/tiers") + "is empty; give a tier, or close the kind");
    }
    String unit = file.at(at + "/clocks/0/unit").asText();
    if (!file.at(at).has("closed") && unit.equals("no-period")) {
      problems.add(
          file.place(at + "/clocks/0/unit")
              + "gives no date at receipt; put a clock that counts first, or close the kind");
    }
    if (!file.at(at).has("closed") && file.at(at + "/clocks/0").has("provided")) {
      problems.add(
          file.place(at + "/clocks/0/provided")
              + "makes the answer's own clock depend on something; put a clock that always runs first");
    }
    storage(at);
    companion(at);
    unique(at + "/clocks", "name");
    for (int i = 0; i < file.at(at + "/clocks").size(); i++) {
      clock(at + "/clocks/" + i);
    }
  }

  /** A record that is handed over has its id, so that it can be ordered, checked and withheld. */
  private void marks(String at) {
    if (file.at(at).has("closed")) {
      return;
    }
    for (int i = 0; i < file.at(at + "/tiers").size(); i++) {
      String fields = at + "/tiers/" + i + "/fields";
      file.at(fields)
          .properties()
          .forEach(group -> {
            boolean has = false;
            for (JsonNode name : group.getValue()) {
              has |= name.asText().equals(Fields.ID);
            }
            if (!has) {
              problems.add(
                  file.place(fields + "/" + group.getKey())
                      + "lacks the field id, which every record has; add it, or close the kind");
            }
          });
    }
  }

  /** What opens with a request stores, and is no request of its own. */
  private void companion(String at) {
    if (!file.at(at).has("companion")) {
      return;
    }
    String kind = file.at(at + "/companion").asText();
    boolean stores = false;
    for (JsonNode row : file.at("/rows")) {
      stores |= row.path("kind").asText().equals(kind) && row.path("storage").asBoolean();
    }
    if (!stores) {
      problems.add(
          file.place(at + "/companion")
              + "names no kind of this pack that stores; add one with storage: true");
    }
  }

  /** What is stored ends by itself, and nothing of it can be reached. */
  private void storage(String at) {
    if (!file.at(at + "/storage").asBoolean()) {
      return;
    }
    if (!file.at(at + "/clocks/0/outcome").asText().equals("ends")) {
      problems.add(
          file.place(at + "/clocks/0/outcome")
              + "lets storage last for ever; put the clock that ends it first");
    }
    for (int i = 0; i < file.at(at + "/tiers").size(); i++) {
      if (!file.at(at + "/tiers/" + i + "/groups").isEmpty()) {
        problems.add(
            file.place(at + "/tiers/" + i + "/groups")
                + "would hand over what is only stored; leave it empty");
      }
    }
  }

  private void clock(String at) {
    String unit = file.at(at + "/unit").asText();
    boolean counted = !unit.equals("date-given") && !unit.equals("no-period");
    if (counted != file.at(at + "/amount").asInt() > 0) {
      problems.add(
          file.place(at + "/amount")
              + "does not fit its unit; write a positive number, and 0 for date-given and no-period");
    }
    words(at + "/name", "clock_name_");
    words(at + "/starts", "clock_event_");
    for (String condition : List.of("provided", "unless")) {
      if (file.at(at).has(condition)) {
        words(at + "/" + condition, "clock_event_");
      }
    }
    for (int i = 0; i < file.at(at + "/events").size(); i++) {
      String event = at + "/events/" + i;
      words(event + "/when", "clock_event_");
      boolean extends_ = file.at(event + "/does").asText().equals("extend");
      if (extends_ != file.at(event).has("amount")) {
        problems.add(
            file.place(event) + "must have an amount if, and only if, it extends; mend that");
      }
    }
  }

  private void unique(String at, String key) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < file.at(at).size(); i++) {
      if (!seen.add(file.at(at + "/" + i + "/" + key).asText())) {
        problems.add(file.place(at + "/" + i) + "repeats a " + key + "; remove one");
      }
    }
  }

  private void eachWord(String at, String vocabulary) {
    for (int i = 0; i < file.at(at).size(); i++) {
      words(at + "/" + i, vocabulary);
    }
  }

  /** Pages say every code in both languages; one without words would break them. */
  private void words(String at, String vocabulary) {
    JsonNode code = file.at(at);
    for (Locale language : Texts.LANGUAGES) {
      if (!Texts.has(language, vocabulary + code.asText())) {
        problems.add(
            file.place(at)
                + "has no words in language "
                + language
                + "; correct its spelling, or add "
                + vocabulary
                + "<code> to the bundles");
      }
    }
  }

  /** Details of the instrument are asked for by name. */
  private void details(PolicyPack pack) {
    pack.rows().stream()
        .filter(PolicyPack.Row::begun)
        .flatMap(row -> row.details().stream())
        .distinct()
        .filter(
            detail -> Texts.LANGUAGES.stream().anyMatch(l -> !Texts.has(l, "condition_" + detail)))
        .forEach(detail ->
            problems.add(
                "required field "
                    + detail
                    + " has no words; add condition_"
                    + detail
                    + " to the bundles, or close the kind"));
  }

  private void stopOnProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidPack(name, problems);
    }
  }
}
