package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Runs the benchmark at a thousandth, so that it stays runnable. At full size it needs pgbench
 * (Debian: postgresql-15) and half an hour: {@code ./mvnw test -Dtest=LedgerBenchmarkTest
 * -Dledger.benchmark=1000}.
 */
class LedgerBenchmarkTest {

  @Test
  void theBenchmarkRuns() throws Exception {
    int scale = Integer.getInteger("ledger.benchmark", 1);
    LedgerBenchmark.Figures figures = new LedgerBenchmark(scale, System.out).run();
    // Figures of a busy machine prove nothing; that each was measured does.
    assertThat(figures.appendsPerSecond()).isPositive();
    assertThat(figures.bareInsertsPerSecond()).isPositive();
    assertThat(figures.sequencedPerSecond()).isPositive();
    assertThat(figures.checkpointDelayP99Ms()).isPositive();
    assertThat(figures.proofP99Ms()).isPositive();
    assertThat(figures.verifiedPerSecond()).isPositive();
  }
}
