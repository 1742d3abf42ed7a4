package io.chancery.casework.handoff;

import io.chancery.kernel.Sha256;
import java.util.List;

/** All that was read for an approved scope, by digest. */
public record CollectedSet(String reference, Sha256 previous, List<Artefact> artefacts)
    implements HandOff {

  /**
   * One file of canonical records or one media file.
   *
   * @param name its place below {@code data/accounts/<target>/}, for example {@code
   *     records/posts.jsonl} or {@code media/<sha256>.png}
   * @param vaultKey where the vault holds it
   */
  public record Artefact(
      int target,
      String group,
      String name,
      String vaultKey,
      Sha256 digest,
      long rows,
      long bytes) {}
}
