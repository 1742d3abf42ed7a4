package io.chancery.vault;

import java.io.IOException;

/** There is no room left to write; nothing was kept of what was being written. */
public class VaultFullException extends IOException {
  private static final long serialVersionUID = 1L;

  VaultFullException(Throwable cause) {
    super("the vault's disk is full", cause);
  }

  /** This, when it is what a failure means; else the failure as it is. */
  static IOException orElse(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left") || message.contains("Disk quota exceeded")
        ? new VaultFullException(failure)
        : failure;
  }
}
