package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Reads an artefact of canonical records line by line and insists that it is the one collected. */
final class JsonLines implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final PackageContent.File file;
  private final MessageDigest digest = Sha256.newDigest();
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long rows;

  JsonLines(PackageContent.File file) throws IOException {
    this.file = file;
    this.in = new BufferedInputStream(new DigestInputStream(file.content().open(), digest), BUFFER);
  }

  /**
   * The next record, or null at the end.
   *
   * @throws IOException when the artefact is not what was collected
   */
  @Nullable ObjectNode next() throws IOException {
    line.reset();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        rows++;
        return CanonicalJson.parse(line.toByteArray());
      }
      line.write(b);
    }
    if (line.size() > 0
        || rows != file.rows()
        || !Sha256.of(digest.digest()).equals(file.digest())) {
      throw new IOException("an artefact is not the one that was collected");
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
