package io.chancery.source;

/** What an identifier led to. */
public sealed interface Resolution {

  /** One account, by the platform's own id. */
  record Found(int attempt, String accountId) implements Resolution {
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
