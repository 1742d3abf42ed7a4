package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.proof.Findings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The arguments of the commands that replay decisions; what they find is tested where they look.
 */
class ReplayCommandsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void whatIsNotUnderstoodIsSaid() {
    for (List<String> bad :
        List.of(List.<String>of(), List.of("--pack"), List.of("--inputs", "a", "--park", "b"))) {
      assertThat(ReplayDecision.run(named(ReplayDecision.NAME, bad), out))
          .isEqualTo(Findings.EXIT_USAGE);
      assertThat(new DecisionsDiffer(null, null).run(named(DecisionsDiffer.NAME, bad), out))
          .isEqualTo(Findings.EXIT_USAGE);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("usage: replay-decision", "usage: which-decisions-differ");
  }

  @Test
  void filesThatAreNotThereAreNamedAsSuch() {
    assertThat(
            ReplayDecision.run(
                named(ReplayDecision.NAME, List.of("--inputs", "gone", "--pack", "gone")), out))
        .isEqualTo(Findings.EXIT_UNREADABLE);
    assertThat(
            new DecisionsDiffer(null, null)
                .run(named(DecisionsDiffer.NAME, List.of("--pack", "gone.yaml")), out))
        .isEqualTo(Findings.EXIT_UNREADABLE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("cannot be read");
  }

  private static List<String> named(String command, List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    words.addFirst(command);
    return words;
  }
}
