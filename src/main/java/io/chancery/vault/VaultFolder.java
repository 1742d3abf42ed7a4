package io.chancery.vault;

import io.chancery.platform.Ids;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where objects lie: a finished one at its key, {@code <kind>/<two>/<random>}, one that is being
 * written in a folder of its own, by its name alone. Knows nothing of what is in the files.
 */
final class VaultFolder {
  private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");
  private static final Pattern KEY =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,40}/[0-9a-f]{2}/[0-9a-f]{32}");
  private static final String UNFINISHED = ".unfinished";
  private static final int NAME_BYTES = 16;

  private final Path root;
  private final Ids ids;

  VaultFolder(Path root, Ids ids) {
    this.root = root;
    this.ids = ids;
  }

  /** A name that no object has. */
  String newName() {
    return HexFormat.of().formatHex(ids.bytes(NAME_BYTES));
  }

  /** The key of an object. */
  static String key(String kind, String name) {
    return checkedKind(kind) + "/" + name.substring(0, 2) + "/" + name;
  }

  /** What kind of object a key names. */
  static String kindOf(String key) {
    return checked(key).substring(0, key.indexOf('/'));
  }

  /** The name under which an object is written before it lies at its key. */
  static String nameOf(String key) {
    return checked(key).substring(key.lastIndexOf('/') + 1);
  }

  /** Where a finished object lies. */
  Path finished(String key) {
    return root.resolve(checked(key));
  }

  /** Where an object is written. */
  Path unfinished(String name) {
    return root.resolve(UNFINISHED).resolve(name);
  }

  /** The folder of a file of the vault. */
  static Path home(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  /** Puts a file that is whole, and on the disk, at its key. */
  void keep(Path unfinished, String key) throws IOException {
    Path file = finished(key);
    Path home = home(file);
    Files.createDirectories(home);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    // The new name itself must survive a power failure (POSIX: fsync of the directory).
    try (FileChannel directory = FileChannel.open(home, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** The bytes of an object so far, finished or not; 0 when there is none. */
  long written(String key) {
    for (Path file : List.of(unfinished(nameOf(key)), finished(key))) {
      try {
        return Files.size(file);
      } catch (IOException e) {
        // It is the other one, or there is none yet.
      }
    }
    return 0;
  }

  /** Every finished object of a kind. Close the stream. */
  Stream<Vault.Held> list(String kind) throws IOException {
    Path home = root.resolve(checkedKind(kind));
    if (!Files.isDirectory(home)) {
      return Stream.empty();
    }
    return Files.walk(home).filter(file -> KEY.matcher(key(file)).matches()).flatMap(this::held);
  }

  /** Removes what was begun before a time and never finished. */
  void sweep(Instant before) throws IOException {
    Path unfinished = root.resolve(UNFINISHED);
    if (!Files.isDirectory(unfinished)) {
      return;
    }
    try (Stream<Path> files = Files.list(unfinished)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private String key(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private Stream<Vault.Held> held(Path file) {
    try {
      return Stream.of(new Vault.Held(key(file), Files.getLastModifiedTime(file).toInstant()));
    } catch (IOException e) {
      return Stream.empty(); // deleted meanwhile
    }
  }

  private static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not a key of the vault");
    }
    return key;
  }

  private static String checkedKind(String kind) {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException("a kind is a short word: a-z, 0-9, -");
    }
    return kind;
  }
}
