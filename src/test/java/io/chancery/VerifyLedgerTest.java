package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.proof.Findings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's arguments; what it finds is tested where it looks. */
class VerifyLedgerTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void whatIsNotUnderstoodIsSaid() {
    for (String bad : List.of("ledger.zip", "--key")) {
      assertThat(run(bad)).isEqualTo(Findings.EXIT_USAGE);
      assertThat(printed.toString(StandardCharsets.UTF_8)).contains("usage: verify-ledger");
    }
  }

  @Test
  void aKeptCheckpointThatCannotBeReadIsNamed() throws IOException {
    assertThat(run("--kept", folder.resolve("gone").toString()))
        .isEqualTo(Findings.EXIT_UNREADABLE);
    Files.writeString(folder.resolve("checkpoint"), "no checkpoint");
    assertThat(run("--kept", folder.toString())).isEqualTo(Findings.EXIT_UNREADABLE);
  }

  private int run(String... arguments) {
    List<String> words = new java.util.ArrayList<>(List.of(arguments));
    words.addFirst(VerifyLedger.NAME);
    return new VerifyLedger(null, null)
        .run(words, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }
}
