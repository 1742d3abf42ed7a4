package io.chancery.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one target before a decision.
 *
 * @param resolution {@code PENDING}, {@code FOUND} or {@code NOT_FOUND}
 * @param protectedAccount whether its account needs a second approver
 * @param countedAt when its records were counted; null when they were not
 * @param accountOf the asked target to whose identifier this account answers as well; null for an
 *     asked one
 * @param account the platform's own id, where several accounts answer to the identifier; else null
 * @param linked accounts that share a sign with it: a hint, never part of a decision's scope
 */
public record TargetFindings(
    int target,
    String resolution,
    boolean protectedAccount,
    @Nullable Integer accountOf,
    @Nullable String account,
    @Nullable Instant countedAt,
    List<CountedTarget.Item> items,
    List<Linked> linked) {
  public TargetFindings {
    items = List.copyOf(items);
    linked = List.copyOf(linked);
  }

  /** Whether the numbers of an item are there by parts of its period as well. */
  public boolean partly() {
    return items.stream().anyMatch(item -> !item.parts().isEmpty());
  }

  @Override
  public String toString() {
    return "TargetFindings[" + target + "]";
  }

  /**
   * One account that shares one sign.
   *
   * @param hint the sign's code
   * @param evidence what the sign is, as the mapping says it
   * @param account the platform's own id
   * @param hash its keyed hash, by which the portal knows it elsewhere
   */
  public record Linked(
      String hint, String evidence, String account, String hash, boolean protectedAccount) {
    @Override
    public String toString() {
      return "Linked[" + hint + "]";
    }
  }
}
