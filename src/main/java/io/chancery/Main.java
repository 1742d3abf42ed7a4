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
    if (arguments.length > 0 && arguments[0].equals(VerifyLedger.NAME)) {
      Launcher.command(VerifyLedger.class, arguments);
    } else if (arguments.length > 0 && arguments[0].equals(CheckMapping.NAME)) {
      System.exit(CheckMapping.run(arguments));
    } else if (arguments.length > 0 && arguments[0].equals(DecisionsDiffer.NAME)) {
      Launcher.command(DecisionsDiffer.class, arguments);
    } else if (arguments.length > 0 && arguments[0].equals(NameStaff.NAME)) {
      Launcher.command(NameStaff.class, arguments);
    } else if (arguments.length > 0 && arguments[0].equals(ReplayDecision.NAME)) {
      System.exit(ReplayDecision.run(arguments));
    } else {
      Launcher.launch(arguments);
    }
  }
}
