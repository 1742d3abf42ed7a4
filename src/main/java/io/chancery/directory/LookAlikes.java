package io.chancery.directory;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Which known agency a new one could be mistaken for: by characters that look alike (Unicode UTS
 * #39, after decoding punycode), and by few edits. A fact for two people, never a verdict.
 */
final class LookAlikes {
  /** Two edits in a short name make another word of it. */
  private static final int SHORT = 8;

  private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();
  private static final IDNA UNICODE_NAMES = IDNA.getUTS46Instance(IDNA.DEFAULT);
  private static final LevenshteinDistance EDITS = LevenshteinDistance.getDefaultInstance();
  private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Words of which half the agencies' names consist. */
  private static final Set<String> COMMON =
      Set.of("police", "department", "office", "of", "the", "agency", "polizei", "city", "county");

  private LookAlikes() {}

  /** An agency to compare with. */
  record Known(String name, List<String> domains) {}

  /** Why two agencies resemble each other. */
  enum How {
    SAME,
    CONFUSABLE,
    FEW_EDITS,
    CONTAINED
  }

  /**
   * One resemblance.
   *
   * @param typed what was entered, decoded
   * @param known the known agency's domain or name
   */
  record Alarm(String typed, String known, String agency, How how) {}

  /** Every resemblance of a new agency's name and domains with those that are known. */
  static List<Alarm> of(String name, List<String> domains, List<Known> agencies) {
    List<Alarm> alarms = new ArrayList<>();
    for (Known agency : agencies) {
      How names = names(name, agency.name());
      if (names != null) {
        alarms.add(new Alarm(name, agency.name(), agency.name(), names));
      }
      for (String domain : domains) {
        for (String known : agency.domains()) {
          How how = domains(unicode(domain), unicode(known));
          if (how != null) {
            alarms.add(new Alarm(unicode(domain), known, agency.name(), how));
          }
        }
      }
    }
    return List.copyOf(alarms);
  }

  private static @org.jspecify.annotations.Nullable How domains(String typed, String known) {
    if (typed.equals(known)) {
      return How.SAME;
    }
    if (confusable(typed, known)) {
      return How.CONFUSABLE;
    }
    String bareTyped = bare(typed);
    String bareKnown = bare(known);
    if (near(bareTyped, bareKnown)) {
      return How.FEW_EDITS;
    }
    // metro-police-gov.example and metro-police.gov.example.net: the known name, worn as a part.
    return bareKnown.length() >= SHORT && bareTyped.contains(bareKnown) ? How.CONTAINED : null;
  }

  private static @org.jspecify.annotations.Nullable How names(String typed, String known) {
    String a = typed.strip().toLowerCase(Locale.ROOT);
    String b = known.strip().toLowerCase(Locale.ROOT);
    if (a.equals(b)) {
      return How.SAME;
    }
    if (confusable(a, b)) {
      return How.CONFUSABLE;
    }
    String ownA = own(a);
    return !ownA.isEmpty() && near(ownA, own(b)) ? How.FEW_EDITS : null;
  }

  private static boolean confusable(String a, String b) {
    return CONFUSABLES.getSkeleton(a).equals(CONFUSABLES.getSkeleton(b));
  }

  private static boolean near(String a, String b) {
    int most = Math.min(a.length(), b.length()) < SHORT ? 1 : 2;
    return EDITS.apply(a, b) <= most;
  }

  /** Without dots and hyphens, which people do not read. */
  private static String bare(String domain) {
    return NOT_LETTERS.matcher(domain).replaceAll("");
  }

  /** The words that are the agency's own. */
  private static String own(String name) {
    StringBuilder words = new StringBuilder();
    for (String word : NOT_LETTERS.split(name)) {
      if (!COMMON.contains(word)) {
        words.append(word);
      }
    }
    return words.toString();
  }

  /** {@code xn--…} as people see it. */
  static String unicode(String domain) {
    return UNICODE_NAMES
        .nameToUnicode(domain.toLowerCase(Locale.ROOT), new StringBuilder(), new IDNA.Info())
        .toString();
  }
}
