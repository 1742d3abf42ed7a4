package io.chancery.oversight;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One difference between what was read and what was granted; its sentence is the text {@code
 * finding_<kind>}.
 *
 * @param source the source's configured name, when it is about one
 * @param grant the read grant's id, when it is about one
 * @param attempt the attempt's number, when it is about one
 * @param detail a role's name at the platform or a number; never a value of a record
 */
public record Finding(
    Kind kind,
    @Nullable String source,
    @Nullable UUID grant,
    @Nullable Integer attempt,
    @Nullable String detail) {

  /** What differs. */
  public enum Kind {
    USE_WITHOUT_GRANT,
    KIND_DIFFERS,
    USED_AFTER_EXPIRY,
    USED_AFTER_REVOCATION,
    OPEN,
    INTENT_MISSING,
    INTENT_DIFFERS,
    ENTRY_WITHOUT_USE,
    OUTCOME_MISSING,
    OUTCOME_DIFFERS,
    RUN_WITHOUT_USE,
    USE_WITHOUT_RUN,
    RUN_LEFT_OPEN,
    STANDING_RIGHT,
    STRANGE_STATEMENTS,
    PLATFORM_SILENT
  }
}
