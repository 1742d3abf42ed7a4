package io.chancery.custody;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the ledger runs. */
@ConfigMapping(prefix = "chancery.ledger")
interface LedgerConfiguration {

  /** How long the sequencer waits between two looks for new entries: 200 ms to 1 s is sensible. */
  @WithDefault("500ms")
  Duration interval();

  /** Whether this replica takes part in sequencing. At least one must. */
  @WithDefault("true")
  boolean sequencer();

  /** What was built, for the {@code tool} of every entry, for example {@code git:0a1b2c3}. */
  @WithDefault("source")
  String build();

  /**
   * A C2SP tlog-policy file: the witnesses that are asked to cosign our checkpoints, and the quorum
   * that a release needs. Without it none is asked.
   */
  Optional<Path> policy();

  /** How often the witnesses are asked to cosign the latest checkpoint. */
  @WithDefault("60s")
  String witnessEvery();

  /** How long to wait for one witness. */
  @WithDefault("10s")
  Duration witnessTimeout();

  /** How often the latest checkpoint is time-stamped, where an authority is configured. */
  @WithDefault("1h")
  String timestampEvery();

  /** Verifier keys of the logs that this installation cosigns as their witness. */
  Optional<List<String>> witnessedLogs();
}
