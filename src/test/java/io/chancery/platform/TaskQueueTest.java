package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long work waits that could not be done. */
class TaskQueueTest {
  @Test
  void theFirstPausesAreShortAndDouble() {
    assertThat(TaskQueue.pause(0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(TaskQueue.pause(1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(TaskQueue.pause(5)).isEqualTo(Duration.ofSeconds(64));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 60, 10_000, Integer.MAX_VALUE})
  void noTaskWaitsLongerThanFiveMinutes(int failures) {
    assertThat(TaskQueue.pause(failures)).isEqualTo(Duration.ofMinutes(5));
  }
}
