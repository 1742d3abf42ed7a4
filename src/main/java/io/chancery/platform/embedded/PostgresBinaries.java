package io.chancery.platform.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once for every instance under the local folder. */
final class PostgresBinaries {
  private final Path home;
  private final boolean root;

  private PostgresBinaries(Path home) {
    this.home = home;
    this.root = isRoot();
  }

  /** Unpacks the archive for this machine, or finds it unpacked. */
  static PostgresBinaries in(Path localFolder) {
    try {
      byte[] archive = archive();
      String digest = HexFormat.of().formatHex(sha256(archive)).substring(0, 12);
      Path home = localFolder.resolve("postgres-" + digest);
      if (!Files.isDirectory(home)) {
        unpackOnce(archive, home);
      }
      return new PostgresBinaries(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The command line for one of the programs. PostgreSQL refuses to run as root; in a user
   * namespace of its own it sees an ordinary user.
   */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.add("unshare");
      command.add("-U");
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  private static byte[] archive() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String family = system.startsWith("mac") ? "Darwin" : system.startsWith("linux") ? "Linux" : "";
    if (family.isEmpty()) {
      throw new IllegalStateException(
          "The embedded PostgreSQL runs on Linux and macOS. Elsewhere set"
              + " quarkus.datasource.jdbc.url and chancery.embedded.enabled=false.");
    }
    String machine =
        switch (System.getProperty("os.arch")) {
          case "aarch64" -> "arm_64";
          default -> "x86_64";
        };
    try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(family, machine)) {
      return in.readAllBytes();
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another process may do the same at the same moment: the lock lets one of them work. */
  private static void unpackOnce(byte[] archive, Path home) throws IOException {
    Path parent = java.util.Objects.requireNonNull(home.toAbsolutePath().getParent());
    Files.createDirectories(parent);
    try (FileChannel channel =
            FileChannel.open(
                parent.resolve("postgres.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (Files.isDirectory(home)) {
        return;
      }
      Path work = Files.createTempDirectory(parent, "postgres-unpacking");
      unpack(archive, work);
      Files.setPosixFilePermissions(
          work, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void unpack(byte[] archive, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(new ByteArrayInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
          } else {
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true)) {
              throw new IOException("cannot make executable: " + target);
            }
          }
        }
      }
    }
  }
}
