package io.chancery.kernel;

/**
 * How a request names an account. The value is personal data: it never appears in logs, URLs,
 * ledger entries or errors, so {@link #toString} prints the kind alone.
 */
public record Identifier(Kind kind, String value) {

  /** The kinds of names that requests use. */
  public enum Kind {
    USERNAME("username"),
    PROFILE_URL("profile-url"),
    ACCOUNT_ID("account-id"),
    EMAIL("email"),
    PHONE("phone");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The name in mappings and in the API. */
    public String key() {
      return key;
    }
  }

  public Identifier {
    if (value.isBlank() || value.length() > 500) {
      throw new IllegalArgumentException("an identifier has 1 to 500 characters");
    }
  }

  @Override
  public String toString() {
    return "Identifier[" + kind.key() + "]";
  }
}
