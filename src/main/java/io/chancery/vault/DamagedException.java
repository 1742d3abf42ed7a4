package io.chancery.vault;

import java.io.IOException;

/** Stored bytes are gone, or are not those that were written. */
public class DamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedException(String key, String how) {
    super("vault object " + key + " " + how);
  }

  DamagedException(String key, String how, Throwable cause) {
    super("vault object " + key + " " + how, cause);
  }
}
