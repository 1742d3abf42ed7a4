package io.chancery.packaging;

import io.chancery.kernel.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes what passes; closing it flushes and leaves the stream below open. */
class DigestedOutput extends FilterOutputStream {
  private final MessageDigest digest = Sha256.newDigest();
  private long count;

  DigestedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    count += length;
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  long count() {
    return count;
  }

  /** The digest of all that passed; asked once, at the end. */
  Sha256 digest() {
    return Sha256.of(digest.digest());
  }
}
