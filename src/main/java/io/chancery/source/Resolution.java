package io.chancery.source;

import java.util.List;

/** What an identifier led to. */
public sealed interface Resolution {

  /**
   * The accounts that answer to it, by the platform's own ids: mostly one, several where a number
   * or an address was given to more than one account.
   *
   * @param accounts in order, at least one
   */
  record Found(int attempt, List<String> accounts) implements Resolution {
    public Found {
      accounts = List.copyOf(accounts);
    }

    /** One account. */
    public Found(int attempt, String account) {
      this(attempt, List.of(account));
    }

    @Override
    public String toString() {
      return "Found";
    }
  }

  /** No account of this platform; never says why. */
  record NotFound(int attempt) implements Resolution {}

  /** The grant opened nothing. */
  record Refused(Refusal reason) implements Resolution {}

  /** The attempt began and failed. */
  record Failed(int attempt, Failure reason) implements Resolution {}
}
