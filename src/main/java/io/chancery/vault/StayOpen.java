package io.chancery.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Passes everything on but the closing. */
final class StayOpen implements WritableByteChannel {
  private final WritableByteChannel target;
  private boolean open = true;

  StayOpen(WritableByteChannel target) {
    this.target = target;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int all = source.remaining();
    while (source.hasRemaining()) {
      target.write(source);
    }
    return all;
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
