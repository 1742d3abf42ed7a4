package io.chancery.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Runs the benchmark with few rows, so that it stays runnable. At full size: {@code
 * JAVA_TOOL_OPTIONS=-Xmx512m ./mvnw test -Dtest=ReadBenchmarkTest -Dread.benchmark=10000000}.
 */
class ReadBenchmarkTest {

  @Test
  void theBenchmarkRuns() throws Exception {
    int rows = Integer.getInteger("read.benchmark", 2_000);
    ReadBenchmark.Figures figures = new ReadBenchmark(rows, System.out).run();
    // Figures of a busy machine prove nothing; that each was measured does.
    assertThat(figures.rows()).isEqualTo(rows);
    assertThat(figures.readPerSecond()).isPositive();
    assertThat(figures.copiedPerSecond()).isPositive();
  }
}
