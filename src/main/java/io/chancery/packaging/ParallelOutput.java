package io.chancery.packaging;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands what is written to a thread of its own, which writes it on in the same order: so hashing
 * and compression overlap with encryption, and encryption with writing. There are {@link #BLOCKS}
 * blocks, used again and again; when all of them wait, the writer waits. What fails on the other
 * side fails here, at the next block or at the end.
 */
final class ParallelOutput extends OutputStream {
  static final int BLOCK = 1 << 18;
  private static final int BLOCKS = 8;

  /** Bytes on their way; {@code length} 0 ends them. */
  private record Filled(byte[] bytes, int length) {}

  private final OutputStream out;
  private final BlockingQueue<Filled> waiting = new ArrayBlockingQueue<>(BLOCKS + 1);
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread thread;
  private volatile @Nullable Throwable failure;
  private volatile boolean abandoned;
  private byte[] block = new byte[BLOCK];
  private int filled;
  private boolean ended;

  /**
   * Starts the thread; {@link #close} or {@link #abandon} ends it.
   *
   * @param out written to by that thread alone until then, and left open
   */
  ParallelOutput(OutputStream out, String name) {
    this.out = out;
    for (int i = 1; i < BLOCKS; i++) {
      free.add(new byte[BLOCK]);
    }
    this.thread = Thread.ofPlatform().daemon().name("package-" + name).start(this::writeOn);
  }

  private void writeOn() {
    try {
      for (Filled next = waiting.take(); next.length() > 0; next = waiting.take()) {
        // After a failure blocks are taken and dropped, so that the writer never waits in vain.
        if (failure == null) {
          try {
            out.write(next.bytes(), 0, next.length());
          } catch (IOException | RuntimeException | Error e) {
            // An error too: were it to end the thread, the writer would wait for ever.
            failure = e;
          }
        }
        // What is written to may have used the interrupt up.
        if (abandoned) {
          return;
        }
        free.put(next.bytes());
      }
    } catch (InterruptedException e) {
      // Abandoned: nobody waits for the rest.
      failure = e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int part = Math.min(left, BLOCK - filled);
      System.arraycopy(bytes, from, block, filled, part);
      filled += part;
      from += part;
      left -= part;
      if (filled == BLOCK) {
        handOver();
      }
    }
  }

  /** Does nothing: small blocks would make small writes on the other side. */
  @Override
  public void flush() {}

  /** Waits until everything is written on. */
  @Override
  public void close() throws IOException {
    if (ended) {
      return;
    }
    if (filled > 0) {
      handOver();
    }
    ended = true;
    try {
      waiting.put(new Filled(block, 0));
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    throwFailure();
  }

  /** Ends the thread without the rest; after {@link #close} it does nothing. */
  void abandon() {
    if (ended && !thread.isAlive()) {
      return;
    }
    ended = true;
    abandoned = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOver() throws IOException {
    throwFailure();
    try {
      waiting.put(new Filled(block, filled));
      block = free.take();
      filled = 0;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void throwFailure() throws IOException {
    Throwable seen = failure;
    if (seen != null) {
      throw new IOException(seen.getMessage(), seen);
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("packaging was interrupted");
  }
}
