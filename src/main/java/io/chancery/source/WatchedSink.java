package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Asks before each record and file whether to go on, and keeps the source's pace. */
final class WatchedSink implements RecordSink {

  /** Ends the read; {@link GrantGate} turns it into {@link Failure#CANCELLED}. */
  static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final RecordSink sink;
  private final @Nullable Pace pace;

  WatchedSink(RecordSink sink, @Nullable Pace pace) {
    this.sink = sink;
    this.pace = pace;
  }

  private void goOn() {
    if (sink.cancelled()) {
      throw new Cancelled();
    }
  }

  @Override
  public void begun(int attempt, Sha256 query) {
    sink.begun(attempt, query);
  }

  @Override
  public boolean cancelled() {
    return sink.cancelled();
  }

  @Override
  public boolean again(int attempt, Failure reason) {
    return sink.again(attempt, reason);
  }

  @Override
  public void begin(FieldGroup group) {
    goOn();
    sink.begin(group);
  }

  @Override
  public void record(FieldGroup group, CanonicalRecord record) throws IOException {
    goOn();
    if (pace != null) {
      pace.next();
    }
    sink.record(group, record);
  }

  @Override
  public void media(
      FieldGroup group, Sha256 digest, String extension, long bytes, InputStream content)
      throws IOException {
    goOn();
    sink.media(group, digest, extension, bytes, content);
  }

  @Override
  public void end(FieldGroup group) {
    sink.end(group);
  }
}
