package io.chancery.intake;

import io.chancery.casework.NewCase;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The platform's own statement, which takes the place of an instrument. One document in both
 * languages; the words are those that were typed, once. The template's version is in its name: a
 * new wording is a new version beside it.
 *
 * @param operator the platform
 * @param author who of its staff makes the statement
 * @param sides the same in each language
 */
public record ReferralStatement(
    String operator,
    String author,
    String agency,
    String officer,
    String docket,
    List<Side> sides) {
  /** Name and version of the newest template. */
  static final String TEMPLATE = "letters/referral-1";

  public ReferralStatement {
    sides = List.copyOf(sides);
  }

  /** What is said in one language. */
  public record Side(
      String language,
      String title,
      String date,
      String awareAt,
      String kind,
      String citation,
      List<Part> parts,
      List<Account> accounts) {
    public Side {
      parts = List.copyOf(parts);
      accounts = List.copyOf(accounts);
    }

    /** A text of this language's bundle. */
    public String text(String key) {
      return Texts.text(Locale.forLanguageTag(language), key);
    }
  }

  /** A part of the law's test: its question, and the words that answer it. */
  public record Part(String question, String words) {}

  /** An account, and what of it is proposed to be handed over. */
  public record Account(int number, String kind, String identifier, String groups, String period) {
    @Override
    public String toString() {
      return "Account[" + number + "]";
    }
  }

  /** What is said in one language of a checked form. */
  static Side side(
      Locale language,
      String kind,
      String citation,
      LocalDate today,
      Instant awareAt,
      Map<String, String> statement,
      List<String> parts,
      List<NewCase.Asked> targets) {
    PageChrome words = PageChrome.anonymous(language);
    List<Account> accounts =
        java.util.stream.IntStream.range(0, targets.size())
            .mapToObj(i -> account(i + 1, targets.get(i), words))
            .toList();
    return new Side(
        language.getLanguage(),
        words.text("referral_statement"),
        words.date(today),
        words.time(awareAt),
        words.text("kind_", kind),
        citation,
        parts.stream()
            .filter(part -> !part.equals(ReferralForm.AWARE_AT) && statement.containsKey(part))
            .map(part -> new Part(words.text("condition_", part), statement.getOrDefault(part, "")))
            .toList(),
        accounts);
  }

  private static Account account(int number, NewCase.Asked asked, PageChrome words) {
    return new Account(
        number,
        words.text("identifier_", asked.identifier().kind().key()),
        asked.identifier().value(),
        String.join(", ", asked.groups().stream().map(g -> words.text("group_", g.key())).toList()),
        words.period(asked.period(), asked.timeZone()));
  }
}
