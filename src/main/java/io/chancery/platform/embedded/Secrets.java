package io.chancery.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * Passwords and secrets of one instance: made at random when first asked for, kept in a file that
 * only its owner reads. Nothing here is fixed in the source, so no installation shares a secret
 * with another.
 */
final class Secrets {
  private final Path file;
  private final Properties known = new Properties();
  private final SecureRandom random = new SecureRandom();

  private Secrets(Path file) {
    this.file = file;
  }

  static Secrets of(Instance instance) {
    return in(instance.folder());
  }

  static Secrets in(Path folder) {
    Secrets secrets = new Secrets(folder.resolve("credentials.properties"));
    secrets.load();
    return secrets;
  }

  /** The secret of that name: 256 random bits, base64url. */
  synchronized String get(String name) {
    String value = known.getProperty(name);
    if (value == null) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      put(name, value);
    }
    return value;
  }

  /** A value that another part generated, or empty. */
  synchronized String find(String name) {
    return known.getProperty(name, "");
  }

  synchronized void put(String name, String value) {
    known.setProperty(name, value);
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path fresh =
          Files.createTempFile(
              folder,
              "credentials",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (var out = Files.newOutputStream(fresh)) {
        known.store(out, "Generated. Development, demonstration and tests only.");
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load() {
    if (Files.exists(file)) {
      try (var in = Files.newInputStream(file)) {
        known.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
