package io.chancery.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the verifier; docs/formats/verify.md. It trusts nothing but the keys that it
 * is given, and speaks to no network.
 */
public final class Verify {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: verify package PATH... [--key VKEY] [--policy FILE] [--signer-ca FILE] [--tsa-ca FILE]",
          "                            [--openpgp FILE]",
          "       verify ledger  PATH [--key VKEY] [--policy FILE] [--checkpoint FILE]...",
          "  PATH          a folder or a ZIP; a package is decrypted first (age -d); of a production of",
          "                several bags, name all",
          "  --key         the log's verifier key (vkey), or @FILE that holds it",
          "  --policy      which witnesses must have signed (C2SP tlog-policy)",
          "  --checkpoint  a checkpoint of the same log that was kept elsewhere",
          "  --signer-ca   PEM: roots of the platform's signing certificate",
          "  --tsa-ca      PEM: roots of the time-stamping authority",
          "  --openpgp     the platform's OpenPGP key, armored or not",
          "  --json        the findings as one JSON object",
          "exit: 0 all holds, 1 something is wrong, 2 usage, 3 unreadable, 4 signer not checked");

  private static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  private @Nullable VerifierKey key;
  private @Nullable WitnessPolicy policy;
  private final List<X509Certificate> signerCas = new ArrayList<>();
  private final List<X509Certificate> timeCas = new ArrayList<>();
  private final List<PGPPublicKeyRing> openPgp = new ArrayList<>();
  private final List<SignedCheckpoint> kept = new ArrayList<>();
  private boolean json;

  private Verify() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(run(args, out));
  }

  /**
   * Runs a command.
   *
   * @return one of the exit codes of {@link Findings}
   */
  public static int run(String[] args, PrintStream out) {
    try {
      Findings findings = new Verify().execute(new ArrayList<>(Arrays.asList(args)), out);
      return findings == null ? Findings.EXIT_GOOD : findings.exitCode();
    } catch (UsageException e) {
      out.println(e.getMessage());
      out.println(USAGE);
      return Findings.EXIT_USAGE;
    } catch (InvalidProofException e) {
      out.println(e.getMessage());
      return Findings.EXIT_UNREADABLE;
    } catch (IOException e) {
      out.println("cannot be read: " + e.getMessage());
      return Findings.EXIT_UNREADABLE;
    }
  }

  private @Nullable Findings execute(List<String> args, PrintStream out)
      throws UsageException, IOException {
    if (args.contains("--help") || args.contains("-h")) {
      out.println(USAGE);
      return null;
    }
    List<String> words = options(args);
    boolean several = !words.isEmpty() && words.get(0).equals("package");
    if (words.size() < 2 || (words.size() > 2 && !several)) {
      throw new UsageException("name what to verify and where it lies");
    }
    Path path = Path.of(words.get(1));
    Anchors anchors = new Anchors(key, policy, signerCas, timeCas, openPgp);
    Findings findings =
        switch (words.get(0)) {
          case "ledger" ->
              inFolder(
                  path, Tiles.CHECKPOINT, root -> LedgerExport.verifyAnchored(root, anchors, kept));
          case "package" -> packages(words.subList(1, words.size()), anchors);
          default -> throw new UsageException("unknown: " + words.get(0));
        };
    if (json) {
      out.println(findings.toJson());
    } else {
      findings.print(out);
    }
    return findings;
  }

  private static Findings packages(List<String> paths, Anchors anchors) throws IOException {
    BagGroup bags = new BagGroup(anchors, paths.size() > 1);
    for (String path : paths) {
      inFolder(Path.of(path), "bagit.txt", bags::verify);
    }
    return bags.finished();
  }

  private List<String> options(List<String> args) throws UsageException, IOException {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("--")) {
        words.add(arg);
      } else if (arg.equals("--json")) {
        json = true;
      } else if (++i >= args.size()) {
        throw new UsageException(arg + " needs a value");
      } else {
        option(arg, args.get(i));
      }
    }
    return words;
  }

  private void option(String name, String value) throws UsageException, IOException {
    switch (name) {
      case "--key" ->
          key =
              VerifierKey.parse(
                  value.startsWith("@") ? Files.readString(Path.of(value.substring(1))) : value);
      case "--checkpoint" -> kept.add(SignedCheckpoint.parse(bytes(value)));
      case "--policy" ->
          policy = WitnessPolicy.parse(new String(bytes(value), StandardCharsets.UTF_8));
      case "--signer-ca" -> signerCas.addAll(CertificateChains.read(bytes(value)));
      case "--openpgp" -> openPgp.addAll(DetachedOpenPgp.keys(bytes(value)));
      case "--tsa-ca" -> timeCas.addAll(CertificateChains.read(bytes(value)));
      default -> throw new UsageException("unknown option " + name);
    }
  }

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(Path.of(file));
  }

  private interface Check {
    Findings of(Path root) throws IOException;
  }

  /** Opens a ZIP as a folder; goes down into a single base folder when {@code marker} is in it. */
  private static Findings inFolder(Path path, String marker, Check check) throws IOException {
    if (Files.isDirectory(path)) {
      return check.of(base(path, marker));
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + " is neither a folder nor a file");
    }
    try (FileSystem zip = FileSystems.newFileSystem(path, (ClassLoader) null)) {
      return check.of(base(zip.getPath("/"), marker));
    } catch (java.nio.file.ProviderNotFoundException e) {
      throw new IOException(path + " is neither a folder nor a ZIP", e);
    }
  }

  private static Path base(Path root, String marker) throws IOException {
    if (Files.exists(root.resolve(marker))) {
      return root;
    }
    try (var children = Files.list(root)) {
      List<Path> all = children.toList();
      return all.size() == 1 && Files.isDirectory(all.get(0)) ? all.get(0) : root;
    }
  }
}
