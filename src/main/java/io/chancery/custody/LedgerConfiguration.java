package io.chancery.custody;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
}
