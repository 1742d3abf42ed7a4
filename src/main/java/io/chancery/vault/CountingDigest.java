package io.chancery.vault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and digests what passes. */
final class CountingDigest extends FilterOutputStream {
  private final MessageDigest digest;
  private long count;

  CountingDigest(OutputStream out, MessageDigest digest) {
    super(out);
    this.digest = digest;
  }

  long count() {
    return count;
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
}
