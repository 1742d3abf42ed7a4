package io.chancery.source;

import java.util.List;

/** Which accounts share a sign with the asked one. A hint, never a disclosure. */
public sealed interface Linking {

  /** How many accounts one sign gives at most; what it gives beyond that says nothing any more. */
  int LIMIT = 100;

  /**
   * One account that shares one sign.
   *
   * @param hint the sign's code in the mapping
   * @param evidence what the sign is, in a sentence
   * @param accountId the platform's own id of the other account
   */
  record Link(String hint, String evidence, String accountId) {
    @Override
    public String toString() {
      return "Link[" + hint + "]";
    }
  }

  /** What the mapping's queries gave; at most {@link #LIMIT} accounts a sign. */
  record Sought(int attempt, List<Link> links) implements Linking {
    public Sought {
      links = List.copyOf(links);
    }
  }

  /** The grant opened nothing. */
  record Refused(Refusal reason) implements Linking {}

  /** The attempt began and failed. */
  record Failed(int attempt, Failure reason) implements Linking {}
}
