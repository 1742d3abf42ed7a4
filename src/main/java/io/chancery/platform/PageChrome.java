package io.chancery.platform;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page: language, who is signed in, where they can go.
 *
 * @param language the page's language
 * @param person the signed-in person's name, or null
 * @param realm {@code agency} or {@code staff}, or null when nobody is signed in
 * @param mode the loudly shown mode, or an empty string in production
 */
public record PageChrome(
    Locale language,
    @Nullable String person,
    @Nullable String realm,
    List<Link> navigation,
    String mode) {

  /** One entry of the navigation. */
  public record Link(String href, String text, boolean current) {}

  public PageChrome {
    navigation = List.copyOf(navigation);
  }

  /** For pages that nobody need be signed in for. */
  public static PageChrome anonymous(Locale language) {
    return new PageChrome(language, null, null, List.of(), "");
  }

  /** The language tag for {@code <html lang>}. */
  public String lang() {
    return language.getLanguage();
  }

  /** A text of the bundle in this page's language. */
  public String text(String key) {
    return Texts.text(language, key);
  }
}
