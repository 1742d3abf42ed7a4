package io.chancery.platform.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The one seeded draw behind the sample: same seed, same platform, whatever the machine. */
final class SampleDraw {
  static final Instant BEGIN = Instant.parse("2022-03-01T00:00:00Z");
  static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Linux; Android 16; Mobile) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
          "Tusky/27.1 Android/16 OkHttp/5.0.0",
          "=cmd|' /C calc'!A0 (a browser that lies)");
  private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

  private final SplittableRandom random = new SplittableRandom(20_261_101L);
  private int sequence;

  SplittableRandom random() {
    return random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int chance) {
    return random.nextInt(chance) == 0;
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A moment in [from, until), to the microsecond. */
  Instant between(Instant from, Instant until) {
    long micros = ChronoUnit.MICROS.between(from, until);
    return from.plus(random.nextLong(Math.max(1, micros)), ChronoUnit.MICROS);
  }

  Instant after(Instant at, Duration atMost) {
    Instant latest = at.plus(atMost);
    return between(at.plusMillis(1), latest.isBefore(END) ? latest : END);
  }

  /** Mastodon's time-stamped ids: 48 bits of milliseconds, then 16 that make it unique. */
  long snowflake(Instant at) {
    return (at.toEpochMilli() << 16) | (sequence++ & 0xffff);
  }

  /** An address of the ranges that documents use (RFC 5737, RFC 3849). */
  String address() {
    if (oneIn(3)) {
      return String.format(
          Locale.ROOT, "2001:db8:%x:%x::%x", below(0x10000), below(0x10000), 1 + below(0xffff));
    }
    return pick(NETWORKS) + (1 + below(254));
  }

  String browser() {
    return pick(BROWSERS);
  }

  String secret(String what) {
    return "sample-secret-" + what + "-" + Long.toHexString(random.nextLong());
  }

  static @Nullable Instant notAfterEnd(Instant at) {
    return at.isBefore(END) ? at : null;
  }
}
