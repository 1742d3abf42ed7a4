package io.chancery.directory;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the ledger writes what this package records: codes and times, never words. */
final class StaffCodes {
  private StaffCodes() {}

  /** A constant as a code: {@code BREAK_GLASS} is {@code break-glass}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A time, or a dash where there is none. */
  static String of(@Nullable Instant at) {
    return at == null ? "-" : at.toString();
  }
}
