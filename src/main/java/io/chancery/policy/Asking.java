package io.chancery.policy;

import io.chancery.kernel.FieldGroup;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request says by what it asks, for clocks that depend on it: {@code <tier>-asked} where it
 * asks for a group of a tier, {@code <tier>-alone} where it asks for nothing beside the tier. Pure.
 */
public final class Asking {
  private static final String ASKED = "-asked";
  private static final String ALONE = "-alone";

  private Asking() {}

  /** Of these events those on which a clock of the kind depends. */
  public static Set<String> says(PolicyPack.Row kind, Set<FieldGroup> asked) {
    Set<String> keys = asked.stream().map(FieldGroup::key).collect(Collectors.toSet());
    Set<String> said = new TreeSet<>();
    for (PolicyPack.Tier tier : kind.tiers()) {
      if (keys.stream().anyMatch(tier::touches)) {
        said.add(tier.name() + ASKED);
      }
      if (!keys.isEmpty() && keys.stream().allMatch(tier::touches)) {
        said.add(tier.name() + ALONE);
      }
    }
    said.removeIf(event -> kind.clocks().stream().noneMatch(clock -> dependsOn(clock, event)));
    return said;
  }

  private static boolean dependsOn(PolicyPack.ClockRule clock, String event) {
    return event.equals(clock.provided()) || event.equals(clock.unless());
  }

  /** Whether a request says this by what it asks, so that nobody records it. */
  public static boolean isSaid(PolicyPack.Row kind, String event) {
    return kind.tiers().stream()
        .flatMap(tier -> Stream.of(tier.name() + ASKED, tier.name() + ALONE))
        .anyMatch(event::equals);
  }
}
