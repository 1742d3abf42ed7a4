package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A bought login comes with a key that was enrolled yesterday or today. */
class CoolDownTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Actor OFFICER =
      new Actor(
          new ActorId(new UUID(1, 1)),
          Actor.Kind.OFFICER,
          Set.of(Role.OFFICER),
          null,
          "Somebody",
          "test");

  @Test
  void nothingIsDoneWithAKeyThatWasJustEnrolled() {
    for (Duration age :
        new Duration[] {Duration.ZERO, Duration.ofHours(1), hours(24).minusNanos(1)}) {
      assertThatThrownBy(() -> touch(NOW.minus(age), hours(24)))
          .as("a key of %s", age)
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> {
                org.assertj.core.api.Assertions.assertThat(problem.type())
                    .isEqualTo(ProblemType.BLOCKED);
                org.assertj.core.api.Assertions.assertThat(problem.code()).isEqualTo("passkey_new");
              });
    }
  }

  @Test
  void afterTheCoolDownItIsAKeyLikeAnyOther() {
    assertThatCode(() -> touch(NOW.minus(hours(24)), hours(24))).doesNotThrowAnyException();
  }

  @Test
  void developmentHasNoCoolDown() {
    assertThatCode(() -> touch(NOW, Duration.ZERO)).doesNotThrowAnyException();
  }

  private static void touch(Instant enrolled, Duration coolDown) throws Exception {
    StepUpConfiguration configuration =
        new StepUpConfiguration() {
          @Override
          public Duration maxAge() {
            return Duration.ofMinutes(5);
          }

          @Override
          public Duration coolDown() {
            return coolDown;
          }

          @Override
          public boolean totpFallback() {
            return false;
          }
        };
    StepUps stepUps =
        new StepUps(
            new RequestActor(null, null),
            new Leavers(null),
            null,
            configuration,
            Clock.fixed(NOW, ZoneOffset.UTC));
    Callable<Boolean> act =
        () -> {
          stepUps.require("submit", "an-object");
          return true;
        };
    ActingAs.asTouched(OFFICER, enrolled, act);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }
}
