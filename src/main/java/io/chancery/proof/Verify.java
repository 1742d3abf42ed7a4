package io.chancery.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the verifier; docs/formats/verify.md. It trusts nothing but the keys that it
 * is given, and speaks to no network.
 */
public final class Verify {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: verify ledger PATH [--key VKEY] [--checkpoint FILE]... [--json]",
          "  PATH          a folder or ZIP with checkpoint, tile/ and tile/entries/",
          "  --key         the log's verifier key (vkey), or @FILE that holds it",
          "  --checkpoint  a checkpoint of the same log that was kept elsewhere",
          "exit: 0 all holds, 1 something is wrong, 2 usage, 3 unreadable, 4 signer not checked");

  private static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  private @Nullable VerifierKey key;
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
    if (words.size() != 2) {
      throw new UsageException("name what to verify and where it lies");
    }
    Path path = Path.of(words.get(1));
    Findings findings =
        switch (words.get(0)) {
          case "ledger" ->
              inFolder(path, Tiles.CHECKPOINT, root -> LedgerExport.verify(root, key, kept));
          default -> throw new UsageException("unknown: " + words.get(0));
        };
    if (json) {
      out.println(findings.toJson());
    } else {
      findings.print(out);
    }
    return findings;
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
      case "--checkpoint" -> kept.add(SignedCheckpoint.parse(Files.readAllBytes(Path.of(value))));
      default -> throw new UsageException("unknown option " + name);
    }
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
