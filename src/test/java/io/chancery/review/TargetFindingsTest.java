package io.chancery.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.FieldGroup;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetFindingsTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");

  /** The page's box of numbers by months is there only where it holds any. */
  @Test
  void numbersAreThereByPartsWhenAnItemHasParts() {
    CountedTarget.Item whole = item(List.of());
    CountedTarget.Item parted = item(List.of(new CountedTarget.Part(BEGIN, END, 3)));
    assertThat(findings(List.of()).partly()).isFalse();
    assertThat(findings(List.of(whole)).partly()).isFalse();
    assertThat(findings(List.of(whole, parted)).partly()).isTrue();
  }

  private static CountedTarget.Item item(List<CountedTarget.Part> parts) {
    return new CountedTarget.Item(1, FieldGroup.POSTS, true, false, 0, 3, 0, parts);
  }

  private static TargetFindings findings(List<CountedTarget.Item> items) {
    return new TargetFindings(1, "FOUND", false, null, null, BEGIN, items, List.of());
  }
}
