package io.chancery;

import io.chancery.platform.Launcher;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class Main {
  private Main() {}

  /**
   * Starts the portal.
   *
   * @param arguments nothing, or a command with its options
   */
  public static void main(String... arguments) {
    Launcher.launch(arguments);
  }
}
