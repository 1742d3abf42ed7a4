package io.chancery.vault;

import java.io.IOException;

/** There is no room left to write; nothing was kept of what was being written. */
public class VaultFullException extends IOException {
  private static final long serialVersionUID = 1L;

  VaultFullException(Throwable cause) {
    super("the vault's disk is full", cause);
  }
}
