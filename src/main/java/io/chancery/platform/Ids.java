package io.chancery.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes ids (UUIDv7, RFC 9562 section 5.7) and random tokens; the only source of both. */
@ApplicationScoped
public class Ids {
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  Ids(Clock clock) {
    this.clock = clock;
  }

  /** A new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits. */
  public UUID next() {
    long millis = clock.millis();
    long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Random bytes from the system's generator. */
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
