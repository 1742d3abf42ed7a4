package io.chancery.policy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.chancery.kernel.FieldGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The packs in force. Answers what an instrument reaches and when an answer is due. */
@ApplicationScoped
public class PolicyPacks {
  private static final List<String> SHIPPED = List.of("us-federal");
  private static final ObjectMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Map<String, PolicyPack> packs;

  PolicyPacks() {
    packs =
        SHIPPED.stream()
            .map(PolicyPacks::load)
            .collect(Collectors.toUnmodifiableMap(PolicyPack::pack, Function.identity()));
  }

  /** The names of the regimes in force. */
  public List<String> regimes() {
    return packs.keySet().stream().sorted().toList();
  }

  /** The pack of a regime. */
  public Optional<PolicyPack> pack(String regime) {
    return Optional.ofNullable(packs.get(regime));
  }

  /**
   * The pack of a case.
   *
   * @throws IllegalStateException when the pack is not installed
   */
  public PolicyPack required(String regime) {
    return pack(regime).orElseThrow(() -> new IllegalStateException("no such policy pack"));
  }

  /**
   * When a clock that starts at {@code start} runs out: the end of the last of its days, UTC. The
   * day of the start event is not counted.
   */
  public static Instant due(PolicyPack.ClockRule rule, Instant start) {
    return start
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .plusDays(rule.days() + 1L)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static PolicyPack load(String name) {
    try (InputStream in = PolicyPacks.class.getResourceAsStream("/policy/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the policy pack " + name + " is missing");
      }
      PolicyPack pack = YAML.readValue(in, PolicyPack.class);
      for (PolicyPack.Row row : pack.rows()) {
        for (String group : row.reaches()) {
          if (FieldGroup.ofKey(group).isEmpty()) {
            throw new IllegalStateException(
                "policy pack " + name + ", row " + row.kind() + ": unknown field group " + group);
          }
        }
      }
      return pack;
    } catch (IOException e) {
      throw new UncheckedIOException("policy pack " + name + " cannot be read", e);
    }
  }
}
