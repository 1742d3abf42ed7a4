package io.chancery.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The files that lie in a bag, against what its manifests list. A list is a path in the bag to an
 * algorithm to a digest.
 */
final class ListedFiles {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "md5", "MD5", "sha1", "SHA-1", "sha224", "SHA-224", "sha256", "SHA-256", "sha384",
          "SHA-384", "sha512", "SHA-512");
  private static final int BUFFER = 1 << 16;

  private final Path root;
  private final Findings findings;

  ListedFiles(Path root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /** Whether digests of this algorithm can be compared. */
  static boolean computes(String algorithm) {
    return ALGORITHMS.containsKey(algorithm);
  }

  /** The paths of the payload's files; anything that is neither file nor folder is a finding. */
  Set<String> payload() throws IOException {
    Set<String> present = new HashSet<>();
    Path data = root.resolve("data");
    if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
      findings.wrong("bag-payload", "data", "is missing");
      return present;
    }
    try (var all = Files.walk(data)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String path = root.relativize(file).toString();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          present.add(path);
        } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          findings.wrong("bag-payload", path, "is neither a file nor a folder");
        }
      }
    }
    return present;
  }

  /**
   * Finds payload files that are not listed.
   *
   * @param everywhere whether each is to be listed for every algorithm, or for any
   */
  void complete(
      Set<String> present,
      Map<String, Map<String, String>> listed,
      Set<String> algorithms,
      boolean everywhere) {
    for (String path : present) {
      Map<String, String> digests = listed.getOrDefault(path, Map.of());
      for (String algorithm : algorithms) {
        boolean found = everywhere ? digests.containsKey(algorithm) : !digests.isEmpty();
        if (!found) {
          findings.wrong("bag-unlisted", path, "is not in manifest-" + algorithm + ".txt");
        }
      }
    }
  }

  /**
   * Finds listed files that are missing or have another digest.
   *
   * @param rule the finding's name when a digest differs
   * @return the bytes of those that are there
   */
  long digests(Map<String, Map<String, String>> listed, String rule) throws IOException {
    long bytes = 0;
    for (Map.Entry<String, Map<String, String>> entry : listed.entrySet()) {
      Path file = root.resolve(entry.getKey());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        findings.wrong("bag-missing", entry.getKey(), "is listed, but missing");
        continue;
      }
      bytes += Files.size(file);
      Map<String, String> computed = computed(file, entry.getValue().keySet());
      for (Map.Entry<String, String> expected : entry.getValue().entrySet()) {
        if (!expected.getValue().equals(computed.get(expected.getKey()))) {
          findings.wrong(
              rule,
              entry.getKey(),
              "does not have the " + expected.getKey() + " digest that its manifest says");
        }
      }
    }
    return bytes;
  }

  private static Map<String, String> computed(Path file, Set<String> wanted) throws IOException {
    Map<String, MessageDigest> running = new LinkedHashMap<>();
    try {
      for (String algorithm : wanted) {
        String name = Objects.requireNonNull(ALGORITHMS.get(algorithm));
        running.put(algorithm, MessageDigest.getInstance(name));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (MessageDigest digest : running.values()) {
          digest.update(buffer, 0, count);
        }
      }
    }
    Map<String, String> digests = new LinkedHashMap<>();
    running.forEach((name, digest) -> digests.put(name, HexFormat.of().formatHex(digest.digest())));
    return digests;
  }
}
