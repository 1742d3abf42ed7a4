package io.chancery.vault;

import java.util.Set;

/** A package that keeps objects in the vault, and can say which of them it still refers to. */
public interface VaultUser {

  /** The kinds of object that this package keeps. */
  Set<String> kinds();

  /** The keys that its rows refer to; asked as the portal, in a transaction. */
  Set<String> keysInUse();
}
