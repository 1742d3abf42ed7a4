package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the benchmark with little data, so that it stays runnable. At full size: {@code
 * JAVA_TOOL_OPTIONS=-Xmx512m ./mvnw test -Dtest=PackageBenchmarkTest -Dpackage.benchmark=1000}.
 */
class PackageBenchmarkTest {
  @TempDir Path folder;

  @Test
  void theBenchmarkRuns() throws Exception {
    Integer asked = Integer.getInteger("package.benchmark");
    PackageBenchmark.Figures figures =
        new PackageBenchmark(asked == null ? 2 : asked, asked != null, folder, System.out).run();
    // Figures of a busy machine prove nothing; that each was measured does.
    assertThat(figures.packaging()).isPositive();
    assertThat(figures.readBack()).isPositive();
    assertThat(asked == null || figures.chain() > 0 && figures.age() > 0).isTrue();
  }
}
