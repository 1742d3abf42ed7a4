package io.chancery;

import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import io.chancery.proof.Findings;
import io.chancery.review.DecisionComparison;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command {@code which-decisions-differ}: docs/formats/verify.md. */
@Singleton
@Unremovable
class DecisionsDiffer extends Command {
  static final String NAME = "which-decisions-differ";

  private final DecisionComparison comparison;
  private final PolicyPacks packs;

  DecisionsDiffer(DecisionComparison comparison, PolicyPacks packs) {
    this.comparison = comparison;
    this.packs = packs;
  }

  /** Arguments after the command's name: {@code --pack} and a file, or an installed version. */
  @Override
  int run(List<String> arguments, PrintStream out) {
    if (arguments.size() != 3 || !arguments.get(1).equals("--pack")) {
      out.println("usage: " + NAME + " --pack FILE");
      out.println("       " + NAME + " --pack REGIME/VERSION  (for example us-federal/2026.5)");
      return Findings.EXIT_USAGE;
    }
    PolicyPack pack;
    try {
      pack = pack(arguments.get(2));
    } catch (IOException e) {
      out.println("the pack cannot be read: name a file, or an installed REGIME/VERSION");
      return Findings.EXIT_UNREADABLE;
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
      return Findings.EXIT_UNREADABLE;
    }
    DecisionComparison.Result result = comparison.with(pack);
    result.differences().forEach(difference -> out.println("[DIFFERENT] " + difference));
    out.println(
        "Of "
            + result.compared()
            + " decisions under "
            + pack.pack()
            + ", "
            + result.different()
            + " would differ under "
            + pack.version()
            + ".");
    return result.different() == 0 ? Findings.EXIT_GOOD : Findings.EXIT_WRONG;
  }

  private PolicyPack pack(String named) throws IOException {
    Path file = Path.of(named);
    String[] words = named.split("/", -1);
    if (!Files.isRegularFile(file) && words.length == 2) {
      return packs
          .toCompare(words[0], words[1])
          .orElseThrow(() -> new IOException("no such version is installed"));
    }
    return PolicyPacks.read(named, Files.readAllBytes(file)).pack();
  }
}
