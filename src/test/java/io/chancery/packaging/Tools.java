package io.chancery.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others. A missing one fails the test by its name. */
public final class Tools {
  private Tools() {}

  /** Runs a shell line in a folder and insists on success. */
  public static String run(Path folder, String line, String... programs) {
    for (String program : programs) {
      if (execute(folder, List.of("sh", "-c", "command -v " + program)).status() != 0) {
        throw new AssertionError(
            "the program " + program + " is missing; README.md names its package");
      }
    }
    Ended ended = execute(folder, List.of("bash", "-o", "pipefail", "-c", line));
    if (ended.status() != 0) {
      throw new AssertionError(line + " ended with " + ended.status() + ":\n" + ended.output());
    }
    return ended.output();
  }

  /** Whether the line fails. */
  public static boolean fails(Path folder, String line) {
    return execute(folder, List.of("bash", "-o", "pipefail", "-c", line)).status() != 0;
  }

  private record Ended(int status, String output) {}

  private static Ended execute(Path folder, List<String> command) {
    try {
      Path output = Files.createTempFile("tool", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end");
      }
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      Files.delete(output);
      return new Ended(process.exitValue(), text);
    } catch (IOException e) {
      throw new AssertionError(command.getFirst() + " could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
