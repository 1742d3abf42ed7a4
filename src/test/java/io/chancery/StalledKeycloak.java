package io.chancery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * While it is open, the test's own Keycloak takes connections and says nothing: its process is
 * stopped, as on a machine that ran out of something.
 */
public final class StalledKeycloak implements AutoCloseable {
  private final String process;

  /** Stops it. */
  public StalledKeycloak() {
    Path folder =
        Path.of(ConfigProvider.getConfig().getValue("chancery.embedded.folder", String.class));
    try {
      this.process = Files.readString(folder.resolve("keycloak/keycloak.pid")).split(" ")[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    signal("-STOP");
  }

  @Override
  public void close() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      int status = new ProcessBuilder("kill", name, process).inheritIO().start().waitFor();
      if (status != 0) {
        throw new AssertionError("kill " + name + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
