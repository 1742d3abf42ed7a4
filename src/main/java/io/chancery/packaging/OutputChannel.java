package io.chancery.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A stream as a channel for age, which hands over whole chunks in arrays: the JDK's own bridge
 * would copy them in pieces of 8 KiB. Closing it leaves the stream open.
 */
final class OutputChannel implements WritableByteChannel {
  private final OutputStream out;
  private boolean open = true;

  OutputChannel(OutputStream out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int length = source.remaining();
    if (source.hasArray()) {
      out.write(source.array(), source.arrayOffset() + source.position(), length);
      source.position(source.limit());
    } else {
      byte[] copy = new byte[length];
      source.get(copy);
      out.write(copy);
    }
    return length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
