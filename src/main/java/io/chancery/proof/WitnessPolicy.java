package io.chancery.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which signatures a checkpoint must bear (C2SP tlog-policy): lines {@code log <vkey> [url]},
 * {@code witness <name> <vkey> [url]}, {@code group <name> all|any|<k> <members>}, {@code quorum
 * <name>|none}; {@code #} begins a comment.
 */
public final class WitnessPolicy {

  /** A witness: its name in the policy, its key, and where it answers. */
  public record Witness(String name, VerifierKey key, @Nullable String url) {}

  private record Group(int needed, List<String> members) {}

  private final List<VerifierKey> logs = new ArrayList<>();
  private final Map<String, Witness> witnesses = new LinkedHashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private @Nullable String quorum;

  private final String text;

  private WitnessPolicy(String text) {
    this.text = text;
  }

  /**
   * Reads a policy.
   *
   * @throws InvalidProofException when a line is malformed, or a name is unknown or used twice
   */
  public static WitnessPolicy parse(String text) {
    WitnessPolicy policy = new WitnessPolicy(text);
    int number = 0;
    for (String line : text.split("\\r?\\n", -1)) {
      number++;
      String rest = line.replaceFirst("#.*", "").strip();
      if (!rest.isEmpty()) {
        try {
          policy.take(Arrays.asList(rest.split("\\s+")));
        } catch (InvalidProofException e) {
          throw new InvalidProofException(
              "line " + number + " of the policy: " + e.getMessage(), e);
        }
      }
    }
    if (policy.quorum == null) {
      throw new InvalidProofException("the policy names no quorum");
    }
    return policy;
  }

  /** The policy as it was read. */
  public String text() {
    return text;
  }

  /** The logs that the policy is for. */
  public List<VerifierKey> logs() {
    return List.copyOf(logs);
  }

  /** The witnesses, in the policy's order. */
  public List<Witness> witnesses() {
    return List.copyOf(witnesses.values());
  }

  /**
   * Whether {@code note} bears the signatures that the quorum asks for.
   *
   * @throws InvalidProofException when a signature by a known witness is wrong
   */
  public boolean satisfiedBy(SignedNote note) {
    Collection<VerifierKey> keys = witnesses.values().stream().map(Witness::key).toList();
    List<VerifierKey> signers = note.signedBy(keys);
    Set<String> names =
        witnesses.values().stream()
            .filter(witness -> signers.contains(witness.key()))
            .map(Witness::name)
            .collect(Collectors.toSet());
    return "none".equals(quorum) || holds(String.valueOf(quorum), names);
  }

  private boolean holds(String name, Set<String> signers) {
    Group group = groups.get(name);
    if (group == null) {
      return signers.contains(name);
    }
    return group.members().stream().filter(member -> holds(member, signers)).count()
        >= group.needed();
  }

  private void take(List<String> words) {
    int count = words.size();
    switch (words.get(0)) {
      case "log" -> {
        require(count == 2 || count == 3);
        logs.add(VerifierKey.parse(words.get(1)));
      }
      case "witness" -> {
        require(count == 3 || count == 4);
        String name = fresh(words.get(1));
        VerifierKey key = VerifierKey.parse(words.get(2));
        witnesses.put(name, new Witness(name, key, count == 4 ? words.get(3) : null));
      }
      case "group" -> {
        require(count >= 4);
        List<String> members = List.copyOf(words.subList(3, count));
        require(Set.copyOf(members).size() == members.size());
        members.forEach(this::known);
        groups.put(fresh(words.get(1)), new Group(needed(words.get(2), members.size()), members));
      }
      case "quorum" -> {
        require(count == 2 && quorum == null);
        if (!words.get(1).equals("none")) {
          known(words.get(1));
        }
        quorum = words.get(1);
      }
      default -> throw new InvalidProofException("unknown word " + words.get(0));
    }
  }

  private static int needed(String word, int members) {
    if (word.equals("all")) {
      return members;
    }
    require(word.equals("any") || word.matches("[1-9]\\d{0,3}"));
    int needed = word.equals("any") ? 1 : Integer.parseInt(word);
    require(needed <= members);
    return needed;
  }

  private String fresh(String name) {
    if (witnesses.containsKey(name) || groups.containsKey(name) || name.equals("none")) {
      throw new InvalidProofException("the name " + name + " is taken");
    }
    return name;
  }

  private void known(String name) {
    if (!witnesses.containsKey(name) && !groups.containsKey(name)) {
      throw new InvalidProofException("the name " + name + " is unknown here");
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new InvalidProofException("malformed");
    }
  }
}
