package io.chancery.keys;

/** What kinds of public key a production can be encrypted to (docs/formats/package.md). */
public enum RecipientKind {
  /**
   * An age recipient, {@code age1...} or {@code age1pq1...}: packages are encrypted to it directly.
   */
  AGE(""),
  /** An X.509 certificate: the production's own age identity travels in a CMS envelope. */
  X509(".cms.pem"),
  /** An OpenPGP certificate: the production's own age identity travels in an OpenPGP message. */
  OPENPGP(".asc");

  private final String envelopeSuffix;

  RecipientKind(String envelopeSuffix) {
    this.envelopeSuffix = envelopeSuffix;
  }

  /** Whether a package for such a key comes with a key envelope beside it. */
  public boolean enveloped() {
    return !envelopeSuffix.isEmpty();
  }

  /** How the envelope's file name ends; empty without an envelope. */
  public String envelopeSuffix() {
    return envelopeSuffix;
  }
}
