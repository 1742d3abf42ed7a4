package io.chancery.keys;

import org.jspecify.annotations.Nullable;

/** A sealed value does not open: damaged, moved to another place, or sealed under another key. */
public class SealBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SealBrokenException(@Nullable Throwable cause) {
    super("the sealed value does not open: damaged, moved, or sealed under another key", cause);
  }
}
