package io.chancery.vault;

import io.chancery.kernel.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Compares the digest of what was read, at the end of the stream. */
final class CheckedStream extends InputStream {
  private final String key;
  private final InputStream in;
  private final Closeable file;
  private final Sha256 expected;
  private final MessageDigest digest = Sha256.newDigest();
  private boolean ended;

  CheckedStream(String key, InputStream in, Closeable file, Sha256 expected) {
    this.key = key;
    this.in = in;
    this.file = file;
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int count;
    try {
      count = in.read(bytes, offset, length);
    } catch (IOException | RuntimeException e) {
      // A chunk whose tag does not fit: the cipher noticed before the digest could.
      throw new DamagedException(key, "was changed or cannot be read", e);
    }
    if (count > 0) {
      digest.update(bytes, offset, count);
    } else if (count < 0) {
      ended = true;
      if (!Sha256.of(digest.digest()).equals(expected)) {
        throw new DamagedException(key, "does not have the digest that was recorded");
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    try (file;
        in) {
      ended = true;
    }
  }
}
