package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Test vectors made by others, named by the system property {@code vectors}. Without it they are no
 * part of the run; with it a missing folder is a failure.
 */
final class Vectors {
  private Vectors() {}

  static boolean wanted() {
    return !System.getProperty("vectors", "").isBlank();
  }

  static Path folder(String name) {
    Path folder = Path.of(System.getProperty("vectors")).resolve(name);
    assertThat(folder).as("folder of test vectors").isDirectory();
    return folder;
  }

  static List<Path> files(String folder, String suffix) throws IOException {
    if (!wanted()) {
      return List.of();
    }
    try (var all = Files.walk(folder(folder))) {
      List<Path> files = all.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }
}
