package io.chancery.source;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The platform's media files in one run. Nothing outside the folder can be named, by path or by
 * link.
 */
final class MediaFolder {
  private static final int REMEMBERED = 2_000;
  private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");

  private final @Nullable Path folder;
  private final Map<String, Stored> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stored> eldest) {
          return size() > REMEMBERED;
        }
      };

  MediaFolder(@Nullable Path folder) {
    this.folder = folder;
  }

  /** A file of the platform, known by its content. */
  record Stored(Path path, Sha256 digest, long bytes, String extension) {
    /** Its name in a production. */
    String name() {
      return digest + "." + extension;
    }

    @Override
    public String toString() {
      return "Stored[" + digest + "]";
    }
  }

  /** Fails early when a folder is configured and is not there; else every file would seem lost. */
  void check() throws ReadFailed {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    }
  }

  /** The file at a path below the folder, or null when there is none. */
  @Nullable Stored find(String relative) throws ReadFailed {
    Stored before = known.get(relative);
    if (before != null) {
      return before;
    }
    if (folder == null) {
      return null;
    }
    try {
      Path root = folder.toRealPath();
      Path named = root.resolve(relative).normalize();
      if (!named.startsWith(root) || !Files.isRegularFile(named)) {
        return null;
      }
      Path real = named.toRealPath();
      if (!real.startsWith(root)) {
        return null;
      }
      Stored found = hash(real);
      known.put(relative, found);
      return found;
    } catch (InvalidPathException e) {
      return null;
    } catch (IOException e) {
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    }
  }

  /** The content; it is hashed again while it is delivered. */
  InputStream open(Stored file) throws IOException {
    return Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS);
  }

  private static Stored hash(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    Matcher matcher = EXTENSION.matcher(file.getFileName().toString());
    String extension = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "bin";
    return new Stored(file, Sha256.of(digest.digest()), bytes, extension);
  }
}
