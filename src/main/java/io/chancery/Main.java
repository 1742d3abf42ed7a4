package io.chancery;

import io.chancery.platform.Launcher;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class Main {
  private Main() {}

  /**
   * Starts the portal, or runs a command beside it.
   *
   * @param arguments nothing, or a command with its options
   */
  public static void main(String... arguments) {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case VerifyLedger.NAME -> Launcher.command(VerifyLedger.class, arguments);
      case DecisionsDiffer.NAME -> Launcher.command(DecisionsDiffer.class, arguments);
      case NameStaff.NAME -> Launcher.command(NameStaff.class, arguments);
      case CheckMapping.NAME -> System.exit(CheckMapping.run(arguments));
      case ReplayDecision.NAME -> System.exit(ReplayDecision.run(arguments));
      default -> Launcher.launch(arguments);
    }
  }
}
