package io.chancery;

import io.chancery.source.MappingCheck;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The command {@code check-mapping}: docs/formats/mapping.md. It needs the settings of the source
 * alone: neither the portal nor its database runs.
 */
final class CheckMapping {
  static final String NAME = "check-mapping";

  private CheckMapping() {}

  /** Runs the command; answers its exit code. */
  static int run(String... arguments) {
    Config config = ConfigProvider.getConfig();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return new MappingCheck(key -> config.getOptionalValue(key, String.class).orElse(null), out)
        .run(Arrays.asList(arguments).subList(1, arguments.length));
  }
}
