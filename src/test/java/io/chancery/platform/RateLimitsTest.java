package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.platform.RateLimits.Kind;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who asks too fast waits; nobody else does. */
class RateLimitsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RateLimits limits = new RateLimits(3, 2, 60, 5, new Meter());

  private final class Meter implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  @Test
  void whoHasAskedEnoughWaitsUntilThereIsRoomAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.count(Kind.SIGN_IN, "192.0.2.1")).isEmpty();
    }
    Duration wait = limits.count(Kind.SIGN_IN, "192.0.2.1").orElseThrow();
    assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(20));
    nanos.addAndGet(wait.toNanos());
    assertThat(limits.count(Kind.SIGN_IN, "192.0.2.1")).isEmpty();
    assertThat(limits.count(Kind.SIGN_IN, "192.0.2.1")).isPresent();
  }

  @Test
  void nobodyIsSlowedDownByAnother() {
    limits.exhaust(Kind.SIGN_IN, "192.0.2.1");
    assertThat(limits.count(Kind.SIGN_IN, "192.0.2.1")).isPresent();
    assertThat(limits.count(Kind.SIGN_IN, "192.0.2.2")).isEmpty();
    assertThat(limits.count(Kind.API, "192.0.2.1")).isEmpty();
  }

  @Test
  void whoIsSignedInHasAShareOfTheirOwnWhateverTheAddress() {
    UUID greedy = UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      assertThat(limits.countPerson(greedy)).isEmpty();
    }
    assertThat(limits.countPerson(greedy)).isPresent();
    assertThat(limits.countPerson(UUID.randomUUID())).isEmpty();
    assertThat(limits.takeRefused()).containsEntry("person", 1L).containsEntry("api", 0L);
    assertThat(limits.takeRefused()).containsEntry("person", 0L);
  }

  @Test
  void anIpv6NetworkIsOneAsker() {
    limits.exhaust(Kind.UPLOAD, "2001:db8:1:2::1");
    assertThat(limits.count(Kind.UPLOAD, "2001:db8:1:2:ffff::9")).isPresent();
    assertThat(limits.count(Kind.UPLOAD, "2001:db8:1:3::1")).isEmpty();
  }

  @Test
  void anAddressThatCannotBeReadIsLimitedAsWell() {
    limits.exhaust(Kind.API, "no address");
    assertThat(limits.count(Kind.API, "")).isPresent();
  }

  @Test
  void signInUploadsAndApiHaveALimitAndPagesHaveNone() {
    assertThat(RateLimits.kindOf("GET", "/sign-in/agency")).contains(Kind.SIGN_IN);
    assertThat(RateLimits.kindOf("GET", "/step-up/staff/begin")).contains(Kind.SIGN_IN);
    assertThat(RateLimits.kindOf("PUT", "/api/v1/requests/x/instrument")).contains(Kind.UPLOAD);
    assertThat(RateLimits.kindOf("POST", "/requests/x/instrument")).contains(Kind.UPLOAD);
    assertThat(RateLimits.kindOf("GET", "/api/v1/cases")).contains(Kind.API);
    assertThat(RateLimits.kindOf("GET", "/desk")).isEmpty();
  }

  @Test
  void retryAfterIsInWholeSecondsAndNeverZero() {
    assertThat(RateLimits.seconds(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(RateLimits.seconds(Duration.ofMillis(1001))).isEqualTo(2);
  }
}
