package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Reads an artefact of canonical records line by line and insists that it is the one collected. */
final class JsonLines implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final PackageContent.File file;
  private final MessageDigest digest = Sha256.newDigest();
  private final InputStream in;
  // A stream that is asked for each byte takes as long as everything else of a package together.
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long rows;

  JsonLines(PackageContent.File file) throws IOException {
    this.file = file;
    this.in = file.content().open();
  }

  /**
   * The next record, or null at the end.
   *
   * @throws IOException when the artefact is not what was collected
   */
  @Nullable ObjectNode next() throws IOException {
    line.reset();
    while (from < to || fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      from = end + 1;
      if (end < to) {
        rows++;
        return CanonicalJson.parse(line.toByteArray());
      }
    }
    if (line.size() > 0
        || rows != file.rows()
        || !Sha256.of(digest.digest()).equals(file.digest())) {
      throw new IOException("an artefact is not the one that was collected");
    }
    return null;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    digest.update(buffer, 0, to);
    return to > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
