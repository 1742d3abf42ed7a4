package io.chancery.source;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The platform's media files in one run. Records name them by a path; whatever names something
 * outside the store finds nothing.
 */
interface MediaStore {

  /**
   * Fails early when the store is configured and cannot be reached; else every file would seem
   * lost.
   */
  void check() throws ReadFailed;

  /** The file at a path, with the digest that this side computed; null when there is none. */
  @Nullable Stored find(String relative) throws ReadFailed;

  /** The content of a file that was found; it is hashed again while it is delivered. */
  InputStream open(Stored file) throws IOException;

  /** The file is no longer the one that was found. */
  final class Changed extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A file of the platform, known by its content.
   *
   * @param place where the store finds it again
   * @param version the store's own word for this content, or empty
   */
  record Stored(String place, String version, Sha256 digest, long bytes, String extension) {
    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");

    /** Reads the content once, to its end. */
    static Stored of(String place, String version, String name, InputStream in) throws IOException {
      MessageDigest digest = Sha256.newDigest();
      long bytes = 0;
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
      Matcher matcher = EXTENSION.matcher(name);
      String extension = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "bin";
      return new Stored(place, version, Sha256.of(digest.digest()), bytes, extension);
    }

    /** Its name in a production. */
    String name() {
      return digest + "." + extension;
    }

    @Override
    public String toString() {
      return "Stored[" + digest + "]";
    }
  }

  /** A memory of the files last found, by path. */
  static Map<String, Stored> remembered() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Stored> eldest) {
        return size() > 2_000;
      }
    };
  }
}
