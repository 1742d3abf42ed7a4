package io.chancery.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.chancery.platform.YamlFile;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The packs as they are shipped, for tests. */
public final class ShippedPacks {
  /** Every shipped file. */
  static final List<String> FILES =
      List.of(
          "us-federal-2026.1",
          "us-federal-2026.2",
          "us-federal-2026.3",
          "us-federal-2026.4",
          "us-federal-2026.5",
          "us-federal-2026.6",
          "us-federal-2026.7",
          "us-federal",
          "us-state-2026.1",
          "us-state",
          "eu-e-evidence-2026.1",
          "eu-e-evidence",
          "uk-copo",
          "treaty-2026.1",
          "treaty-2026.2",
          "treaty",
          "dsa-2026.2",
          "dsa");

  /** Read once: thousands of combinations look at them. */
  private static final Map<String, JsonNode> TREES = new ConcurrentHashMap<>();

  private ShippedPacks() {}

  /** Every version of every pack. */
  public static List<PolicyPack> all() {
    return at("2026-12-01T00:00:00Z").installed().map(PolicyPacks.Installed::pack).toList();
  }

  /** The version of a regime that is in force. */
  public static PolicyPack pack(String regime) {
    return at("2026-12-01T00:00:00Z").required(regime);
  }

  /** The packs as they are in force at a moment. */
  static PolicyPacks at(String moment) {
    return new PolicyPacks(
        Clock.fixed(Instant.parse(moment), ZoneOffset.UTC),
        Optional.empty(),
        (pack, version) -> Optional.empty());
  }

  /** A clock of a kind. */
  static Clocks.Computed clock(String pack, String kind, String clock, Clocks.Event... events) {
    PolicyPack found = at("2026-12-01T00:00:00Z").required(pack);
    PolicyPack.ClockRule rule =
        found.row(kind).orElseThrow().clocks().stream()
            .filter(c -> c.name().equals(clock))
            .findFirst()
            .orElseThrow();
    return Clocks.compute(rule, found.place(), List.of(events));
  }

  /** The tree of the shipped file that a version of a pack came from. */
  public static JsonNode tree(PolicyPack pack) {
    return FILES.stream()
        .map(ShippedPacks::tree)
        .filter(tree ->
            tree.get("pack").asText().equals(pack.pack())
                && tree.get("version").asText().equals(pack.version()))
        .findFirst()
        .orElseThrow();
  }

  /** The tree of a shipped file, as it stands there. */
  public static JsonNode tree(String file) {
    return TREES.computeIfAbsent(file, ShippedPacks::parsed);
  }

  private static JsonNode parsed(String file) {
    try {
      return YamlFile.parse(PolicyPacks.shipped(file)).tree();
    } catch (YamlFile.NotYaml e) {
      throw new IllegalStateException(e);
    }
  }
}
