package io.chancery.source;

import io.chancery.kernel.GrantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a platform's database itself saw of the portal's logins (deploy/platform/grantor.sql): the
 * other side of {@link GrantUse}.
 *
 * @param runs every run that was opened
 * @param strangers roles with the reader's rights outside of a run
 */
public record PlatformRecord(List<Run> runs, List<Stranger> strangers) {
  public PlatformRecord {
    runs = List.copyOf(runs);
    strangers = List.copyOf(strangers);
  }

  /**
   * One login that the grantor opened.
   *
   * @param name as {@link #runName} makes it
   * @param closedAt null while it is open
   */
  public record Run(
      String name, Instant openedAt, Instant validUntil, @Nullable Instant closedAt) {}

  /**
   * A role that may read as the connector does, although no run of ours is open for it.
   *
   * @param role its name at the platform
   * @param standing whether it has a standing right to log in or to become the reader
   * @param statements how many statements it has asked since the platform's statistics began; null
   *     where the platform keeps none
   * @param rows how many rows they gave; null likewise
   */
  public record Stranger(
      String role, boolean standing, @Nullable Long statements, @Nullable Long rows) {}

  /** The name that the grantor gives to an attempt's login. */
  public static String runName(GrantId grant, int attempt) {
    return "chancery_run_" + grant.value().toString().replace("-", "") + "_" + attempt;
  }
}
