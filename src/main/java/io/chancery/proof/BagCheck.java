package io.chancery.proof;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A strict check of a BagIt bag (RFC 8493, and the drafts 0.93 to 0.97 where they are looser):
 * every payload file is in every payload manifest, every listed file is there and has its digests,
 * no path leaves the bag. Tag files that no tag manifest lists are allowed.
 */
public final class BagCheck {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "BagIt-Version: (\\d+)\\.(\\d+)(\\r?\\n|\\r)"
              + "Tag-File-Character-Encoding: ([A-Za-z0-9_:.-]+)(\\r?\\n|\\r)?");
  private static final Pattern MANIFEST = Pattern.compile("(tag)?manifest-([a-z0-9]+)\\.txt");
  private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]+)[ \\t]+\\*?(.+)");
  private static final Pattern FETCH = Pattern.compile("(\\S+)[ \\t]+(\\d+|-)[ \\t]+(.+)");
  private static final Pattern OXUM = Pattern.compile("(\\d+)\\.(\\d+)");

  /**
   * What the bag says of itself.
   *
   * @param version for example {@code 1.0}
   * @param algorithms of the payload manifests
   * @param info the lines of {@code bag-info.txt}, labels in lower case
   * @param payloadFiles how many payload files there are
   * @param payloadBytes their sum
   * @param fetches whether there is a {@code fetch.txt}
   */
  public record Bag(
      String version,
      Set<String> algorithms,
      Map<String, List<String>> info,
      long payloadFiles,
      long payloadBytes,
      boolean fetches) {
    /** The first value of a label; null when there is none. */
    public @Nullable String first(String label) {
      List<String> values = info.get(label.toLowerCase(Locale.ROOT));
      return values == null ? null : values.get(0);
    }
  }

  private final Path root;
  private final Findings findings;
  private final int before;

  /** File path to algorithm to digest, for the payload and for tag files. */
  private final Map<String, Map<String, String>> payload = new TreeMap<>();

  private final Map<String, Map<String, String>> tags = new TreeMap<>();
  private final Set<String> algorithms = new HashSet<>();
  private String version = "";
  private final TagFiles files;

  private BagCheck(Path root, Findings findings) {
    this.root = root;
    this.findings = findings;
    this.before = findings.wrongs().size();
    this.files = new TagFiles(root, findings);
  }

  /**
   * Checks the bag whose base folder is {@code root}.
   *
   * @return null when there is no bag to read; else what it says, right or wrong
   */
  public static @Nullable Bag check(Path root, Findings findings) throws IOException {
    return new BagCheck(root, findings).run();
  }

  private @Nullable Bag run() throws IOException {
    if (!readDeclaration() || !readManifests()) {
      return null;
    }
    boolean fetches = checkFetch();
    Map<String, List<String>> info = readInfo();
    ListedFiles listed = new ListedFiles(root, findings);
    Set<String> present = listed.payload();
    // Before 1.0 it was enough to be in one manifest.
    listed.complete(present, payload, algorithms, version.equals("1.0"));
    long bytes = listed.digests(payload, "bag-digest");
    long unused = listed.digests(tags, "bag-tag-digest");
    checkOxum(info, present.size(), bytes);
    if (findings.wrongs().size() == before) {
      findings.checked(
          "bag",
          "The bag is complete and valid: "
              + present.size()
              + " files, "
              + bytes
              + " bytes, by "
              + String.join(" and ", algorithms.stream().sorted().toList())
              + ".");
    }
    return new Bag(version, Set.copyOf(algorithms), info, present.size(), bytes, fetches);
  }

  private boolean readDeclaration() throws IOException {
    String text = files.text("bagit.txt");
    if (text == null) {
      findings.wrong("bag-declaration", "bagit.txt", "is missing");
      return false;
    }
    Matcher matcher = DECLARATION.matcher(text);
    if (!matcher.matches()) {
      findings.wrong("bag-declaration", "bagit.txt", "is not exactly the two lines of RFC 8493");
      return false;
    }
    version = matcher.group(1) + "." + matcher.group(2);
    boolean ours = version.equals("1.0") && matcher.group(5) != null;
    if (!ours && !version.matches("0\\.9[3-7]")) {
      findings.wrong("bag-declaration", "bagit.txt", "names an unknown version, or is cut");
      return false;
    }
    try {
      files.useEncoding(Charset.forName(matcher.group(4)));
      return true;
    } catch (UnsupportedCharsetException e) {
      findings.wrong("bag-declaration", "bagit.txt", "names an unknown character encoding");
      return false;
    }
  }

  private boolean readManifests() throws IOException {
    List<String> names = new ArrayList<>();
    try (var all = Files.list(root)) {
      all.forEach(file -> names.add(String.valueOf(file.getFileName())));
    }
    for (String name : names.stream().sorted().toList()) {
      Matcher matcher = MANIFEST.matcher(name);
      if (!matcher.matches()) {
        continue;
      }
      String algorithm = matcher.group(2);
      boolean ofTags = matcher.group(1) != null;
      if (!ListedFiles.computes(algorithm)) {
        findings.wrong("bag-manifest", name, "uses an unknown algorithm");
        continue;
      }
      if (!ofTags) {
        algorithms.add(algorithm);
      }
      readManifest(name, algorithm, ofTags);
    }
    if (algorithms.isEmpty()) {
      findings.wrong("bag-manifest", null, "there is no payload manifest");
    }
    return !algorithms.isEmpty();
  }

  private void readManifest(String name, String algorithm, boolean ofTags) throws IOException {
    Map<String, Map<String, String>> into = ofTags ? tags : payload;
    for (String line : files.lines(name)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        findings.wrong("bag-manifest", name, "holds a line that is not \"digest  path\"");
        continue;
      }
      String path = path(name, matcher.group(2));
      if (path == null) {
        continue;
      }
      boolean inPayload = path.startsWith("data/");
      if (inPayload == ofTags) {
        findings.wrong("bag-manifest", name, "lists " + path + ", which belongs in the other kind");
        continue;
      }
      String digest = matcher.group(1).toLowerCase(Locale.ROOT);
      String other =
          into.computeIfAbsent(path, p -> new LinkedHashMap<>()).putIfAbsent(algorithm, digest);
      if (other != null && (version.equals("1.0") || !other.equals(digest))) {
        findings.wrong("bag-manifest", name, "lists " + path + " twice");
      }
    }
  }

  /** The path as it lies in the bag; null when it is none, which is then a finding. */
  private @Nullable String path(String where, String written) {
    String path =
        written.startsWith("./") && !version.equals("1.0") ? written.substring(2) : written;
    if (version.equals("1.0")) {
      path = path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }
    boolean outside =
        path.startsWith("/")
            || path.startsWith("~")
            || path.startsWith("./")
            || path.contains("\\")
            || path.matches("[A-Za-z]:.*")
            || List.of(path.split("/", -1)).contains("..");
    if (outside) {
      findings.wrong("bag-path", where, "names a path outside the bag: " + written);
      return null;
    }
    return path;
  }

  private boolean checkFetch() throws IOException {
    if (!Files.exists(root.resolve("fetch.txt"))) {
      return false;
    }
    for (String line : files.lines("fetch.txt")) {
      Matcher matcher = FETCH.matcher(line);
      if (!matcher.matches()) {
        findings.wrong("bag-fetch", "fetch.txt", "holds a line that is not \"url length path\"");
        continue;
      }
      String path = path("fetch.txt", matcher.group(3));
      if (path != null && !payload.containsKey(path)) {
        findings.wrong("bag-fetch", "fetch.txt", "names " + path + ", which is in no manifest");
      }
    }
    return true;
  }

  private Map<String, List<String>> readInfo() throws IOException {
    Map<String, List<String>> info = new LinkedHashMap<>();
    if (!Files.exists(root.resolve("bag-info.txt"))) {
      return info;
    }
    String label = null;
    for (String line : files.lines("bag-info.txt")) {
      int colon = line.indexOf(':');
      List<String> values = label == null ? null : info.get(label);
      if (Character.isWhitespace(line.charAt(0)) && values != null) {
        int last = values.size() - 1;
        values.set(last, values.get(last) + " " + line.strip());
      } else if (colon < 1) {
        findings.wrong("bag-info", "bag-info.txt", "holds a line that is not \"label: value\"");
      } else {
        label = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        info.computeIfAbsent(label, key -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return info;
  }

  private void checkOxum(Map<String, List<String>> info, long count, long bytes) {
    for (String oxum : info.getOrDefault("payload-oxum", List.of())) {
      Matcher matcher = OXUM.matcher(oxum);
      boolean same =
          matcher.matches()
              && matcher.group(1).equals(Long.toString(bytes))
              && matcher.group(2).equals(Long.toString(count));
      if (!same) {
        findings.wrong(
            "bag-oxum", "bag-info.txt", "Payload-Oxum " + oxum + " is not " + bytes + "." + count);
      }
    }
  }
}
