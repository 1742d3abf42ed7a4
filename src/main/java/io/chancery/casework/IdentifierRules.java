package io.chancery.casework;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.chancery.kernel.Identifier;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How people name an account, and the one form in which a case keeps it: a request and a search for
 * it read the same words alike.
 */
public final class IdentifierRules {
  private static final Pattern USERNAME =
      Pattern.compile("@?[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(@[A-Za-z0-9.-]{1,253})?");
  private static final Pattern ACCOUNT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>\"(),:;]{1,64}@[A-Za-z0-9.-]{1,253}\\.[A-Za-z0-9-]{2,63}");

  private IdentifierRules() {}

  /**
   * The identifier that these words name, as a case keeps it.
   *
   * @param words as typed; spaces around them do not count
   * @return empty when the words do not have the shape of that kind
   */
  public static Optional<Identifier> normal(Identifier.Kind kind, String words) {
    String value = words.strip();
    return value.isEmpty()
        ? Optional.empty()
        : form(kind, value).map(known -> new Identifier(kind, known));
  }

  private static Optional<String> form(Identifier.Kind kind, String value) {
    return switch (kind) {
      case USERNAME -> matching(USERNAME, value).map(v -> v.startsWith("@") ? v.substring(1) : v);
      case ACCOUNT_ID -> matching(ACCOUNT_ID, value);
      case EMAIL -> matching(EMAIL, value);
      case PROFILE_URL -> url(value);
      case PHONE -> phone(value);
    };
  }

  private static Optional<String> matching(Pattern shape, String value) {
    return Optional.of(value).filter(v -> shape.matcher(v).matches());
  }

  private static Optional<String> url(String value) {
    try {
      URI uri = URI.create(value);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean named = uri.getHost() != null && uri.getPath() != null && uri.getPath().length() > 1;
      return web && named && value.length() <= 500 ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> phone(String value) {
    try {
      PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
      var number = phones.parse(value, null);
      return phones.isPossibleNumber(number)
          ? Optional.of(phones.format(number, PhoneNumberUtil.PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
