package io.chancery;

import io.chancery.proof.Findings;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.VerifierKey;
import io.chancery.review.ReplayCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code replay-decision}: docs/formats/verify.md. It needs three files and no
 * settings: neither the portal nor its database runs.
 */
final class ReplayDecision {
  static final String NAME = "replay-decision";
  private static final Set<String> OPTIONS = Set.of("--inputs", "--pack", "--ledger", "--key");

  private ReplayDecision() {}

  /** Runs the command; answers its exit code. */
  static int run(String... arguments) {
    return run(List.of(arguments), Command.out());
  }

  /** Arguments after the command's name are pairs of an option and its value. */
  static int run(List<String> arguments, PrintStream out) {
    Map<String, String> options = options(arguments);
    String inputs = options.get("--inputs");
    String pack = options.get("--pack");
    if (inputs == null || pack == null) {
      out.println("usage: " + NAME + " --inputs FILE --pack FILE [--ledger FOLDER [--key VKEY]]");
      return Findings.EXIT_USAGE;
    }
    try {
      Findings findings =
          ReplayCheck.run(
              Files.readAllBytes(Path.of(inputs)),
              Files.readAllBytes(Path.of(pack)),
              path(options.get("--ledger")),
              key(options.get("--key")));
      findings.print(out);
      return findings.exitCode();
    } catch (IOException | UncheckedIOException | InvalidProofException e) {
      out.println("inputs, pack, ledger or key cannot be read; give the files as they were taken");
      return Findings.EXIT_UNREADABLE;
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
      return Findings.EXIT_UNREADABLE;
    }
  }

  private static @Nullable Path path(@Nullable String named) {
    return named == null ? null : Path.of(named);
  }

  private static @Nullable VerifierKey key(@Nullable String named) throws IOException {
    if (named == null) {
      return null;
    }
    return VerifierKey.parse(
        named.startsWith("@") ? Files.readString(Path.of(named.substring(1))) : named);
  }

  /** The options; empty when something is not understood. */
  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.size(); i += 2) {
      if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
        return Map.of();
      }
      options.put(arguments.get(i), arguments.get(i + 1));
    }
    return options;
  }
}
