package io.chancery;

import io.quarkus.runtime.QuarkusApplication;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that runs beside the portal, on its settings and its database, and ends. */
abstract class Command implements QuarkusApplication {
  @Override
  public final int run(String... arguments) {
    return run(List.of(arguments), out());
  }

  /**
   * Runs the command.
   *
   * @param arguments its name and its options
   * @return the process's exit code, one of {@link io.chancery.proof.Findings}
   */
  abstract int run(List<String> arguments, PrintStream out);

  /** Standard output in UTF-8, whatever the machine's language. */
  static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}
