package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same bytes in the same order, and no failure is lost. */
@Timeout(60)
class ParallelOutputTest {

  @Test
  void everythingArrivesInOrder() throws IOException {
    byte[] bytes = new byte[5_000_017];
    new Random(3).nextBytes(bytes);
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (ParallelOutput out = new ParallelOutput(to, "test")) {
      out.write(bytes[0]);
      Random random = new Random(4);
      for (int at = 1; at < bytes.length; ) {
        int part = Math.min(bytes.length - at, random.nextInt(700_000));
        out.write(bytes, at, part);
        at += part;
      }
    }
    assertThat(to.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void aFailureOnTheOtherSideFailsTheWriter() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space");
          }
        };
    assertThatThrownBy(
            () -> {
              ParallelOutput out = new ParallelOutput(full, "test");
              // More than the blocks that may wait: the writer must not wait for ever.
              for (int i = 0; i < 100; i++) {
                out.write(new byte[1 << 18]);
              }
              out.close();
            })
        .isInstanceOf(IOException.class)
        .hasMessage("no space");
    assertThatThrownBy(
            () -> {
              try (ParallelOutput out = new ParallelOutput(full, "test")) {
                out.write(1);
              }
            })
        .hasMessage("no space");
  }

  @Test
  void abandoningEndsTheThreadAlsoWhenItWaits() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            begun.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    ParallelOutput out = new ParallelOutput(stuck, "test");
    out.write(new byte[1 << 18]);
    begun.await();
    out.abandon();
    out.abandon();
    out.close();
  }
}
