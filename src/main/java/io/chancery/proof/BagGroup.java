package io.chancery.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bags of productions: each is verified alone, and none may be missing or there twice. What a
 * bag says of its place ({@code External-Identifier}, {@code Bag-Count}) is covered by its signed
 * tag manifest.
 */
final class BagGroup {
  private static final Pattern COUNT = Pattern.compile("([1-9]\\d{0,5}) of ([1-9]\\d{0,5})");
  private static final String INFO = "bag-info.txt";

  /** A production as its bags name it, and how many there are. */
  private record Production(String identifier, int bags) implements Comparable<Production> {
    @Override
    public int compareTo(Production other) {
      int byName = identifier.compareTo(other.identifier);
      return byName != 0 ? byName : Integer.compare(bags, other.bags);
    }
  }

  private final Anchors anchors;
  private final boolean named;
  private final Findings findings = new Findings();
  private final Map<Production, Set<Integer>> found = new TreeMap<>();

  /**
   * An empty group.
   *
   * @param named whether findings name the bag that they are about
   */
  BagGroup(Anchors anchors, boolean named) {
    this.anchors = anchors;
    this.named = named;
  }

  /** Verifies one bag; answers the findings so far. */
  Findings verify(Path root) throws IOException {
    if (named) {
      findings.within(String.valueOf(root.getFileName()).replace("/", ""));
    }
    BagCheck.Bag bag = PackageCheck.verify(root, anchors, findings);
    if (bag != null) {
      place(bag);
    }
    return findings;
  }

  private void place(BagCheck.Bag bag) {
    String count = bag.first("Bag-Count");
    if (count == null) {
      return;
    }
    Matcher matcher = COUNT.matcher(count);
    int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    int bags = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    String identifier = bag.first("External-Identifier");
    if (number == 0 || number > bags || (bags > 1 && identifier == null)) {
      findings.wrong("bag-count", INFO, "does not say which bag of how many this is");
    } else if (bags > 1
        && !found
            .computeIfAbsent(
                new Production(String.valueOf(identifier), bags), name -> new TreeSet<>())
            .add(number)) {
      findings.wrong("bag-count", INFO, "bag " + count + " was given twice");
    }
  }

  /** All findings, when every bag has been verified. */
  Findings finished() {
    findings.within("");
    found.forEach((production, numbers) -> {
      for (int number = 1; number <= production.bags(); number++) {
        if (!numbers.contains(number)) {
          findings.wrong(
              "bag-missing",
              null,
              "bag %d of %d of %s was not given"
                  .formatted(number, production.bags(), production.identifier()));
        }
      }
      if (numbers.size() == production.bags()) {
        findings.checked(
            "bag-group",
            "All %d bags of %s are there.".formatted(production.bags(), production.identifier()));
      }
    });
    if (found.size() > 1) {
      findings.wrong("bag-group", null, "the bags are not of one production");
    }
    found.clear();
    return findings;
  }
}
