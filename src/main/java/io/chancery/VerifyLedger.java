package io.chancery;

import io.chancery.casework.LedgerCheck;
import io.chancery.oversight.RightsCheck;
import io.chancery.proof.Findings;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.SignedCheckpoint;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code verify-ledger}: docs/formats/verify.md. */
@Singleton
@Unremovable
class VerifyLedger extends Command {
  static final String NAME = "verify-ledger";

  private final LedgerCheck check;
  private final RightsCheck rights;

  VerifyLedger(LedgerCheck check, RightsCheck rights) {
    this.check = check;
    this.rights = rights;
  }

  /** Arguments after the command's name are checkpoints, or folders of them. */
  @Override
  int run(List<String> arguments, PrintStream out) {
    List<SignedCheckpoint> kept;
    try {
      kept = kept(arguments);
    } catch (IOException | InvalidProofException e) {
      out.println("a kept checkpoint cannot be read: " + e.getMessage());
      return Findings.EXIT_UNREADABLE;
    } catch (IllegalArgumentException e) {
      out.println("usage: " + NAME + " [--kept FILE_OR_FOLDER...]");
      return Findings.EXIT_USAGE;
    }
    try {
      RightsCheck.Comparison comparison = rights.begin();
      LedgerCheck.Result result = check.run(kept, comparison.entries());
      List<String> differences = new ArrayList<>(result.differences());
      differences.addAll(comparison.differences().get());
      result.findings().print(out);
      differences.forEach(difference -> out.println("[DIFFERENT] " + difference));
      out.println(
          differences.isEmpty()
              ? "The tables of every case, of rights and of acts of two people say what the ledger says."
              : "Tables and ledger differ: " + differences.size() + " differences.");
      return result.good() && differences.isEmpty() ? Findings.EXIT_GOOD : Findings.EXIT_WRONG;
    } catch (IOException e) {
      out.println("the ledger cannot be read: " + e.getMessage());
      return Findings.EXIT_UNREADABLE;
    }
  }

  private static List<SignedCheckpoint> kept(List<String> arguments) throws IOException {
    List<SignedCheckpoint> kept = new ArrayList<>();
    boolean option = false;
    for (String argument : arguments.subList(1, arguments.size())) {
      if (argument.equals("--kept")) {
        option = true;
      } else if (!option || argument.startsWith("--")) {
        throw new IllegalArgumentException(argument);
      } else {
        for (Path file : files(Path.of(argument))) {
          kept.add(SignedCheckpoint.parse(Files.readAllBytes(file)));
        }
      }
    }
    return kept;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
