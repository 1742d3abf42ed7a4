package io.chancery.keys;

import io.chancery.packaging.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Key pairs as an agency makes them: with its own tools, in a folder of its own. */
public final class RecipientFixture {
  private RecipientFixture() {}

  /**
   * A key pair made by a tool of others.
   *
   * @param typed the public half, as its owner pastes it
   * @param decrypt shell line that decrypts standard input to standard output, in {@code folder}
   */
  public record Pair(RecipientKind kind, String typed, Path folder, String decrypt) {
    /** What the owner reads in an armored message. */
    public String open(String message) throws IOException {
      Files.writeString(folder.resolve("message.txt"), message);
      return Tools.run(folder, decrypt + " < message.txt 2>/dev/null");
    }
  }

  public static Pair age(Path folder) throws IOException {
    Tools.run(folder, "age-keygen -o key.txt", "age-keygen");
    return new Pair(
        RecipientKind.AGE, Tools.run(folder, "age-keygen -y key.txt"), folder, "age -d -i key.txt");
  }

  public static Pair rsa(Path folder, int bits, String usage) throws IOException {
    return certificate(folder, "rsa:" + bits, usage, 30);
  }

  public static Pair elliptic(Path folder, String curve) throws IOException {
    return certificate(folder, "ec -pkeyopt ec_paramgen_curve:" + curve, "keyAgreement", 30);
  }

  private static Pair certificate(Path folder, String key, String usage, int days)
      throws IOException {
    Tools.run(
        folder,
        "openssl req -x509 -newkey %s -nodes -keyout key.pem -out certificate.pem -days %d -subj /CN=evidence -addext keyUsage=critical,%s"
            .formatted(key, days, usage),
        "openssl");
    return new Pair(
        RecipientKind.X509,
        Files.readString(folder.resolve("certificate.pem")),
        folder,
        "openssl cms -decrypt -inform PEM -inkey key.pem");
  }

  /**
   * A key of gpg with an encryption subkey.
   *
   * @param algorithms of the primary key and of its subkey, for example {@code ed25519 cv25519}
   * @param made when, as gpg writes it: {@code 20261101T000000}
   */
  public static Pair openPgp(Path folder, String algorithms, String made) throws IOException {
    String[] each = algorithms.split(" ");
    String gpg = "gpg --homedir gnupg --batch --quiet --pinentry-mode loopback --passphrase '' ";
    String then = "--faked-system-time " + made + " ";
    Tools.run(
        folder,
        "mkdir -m 700 gnupg && "
            + gpg
            + then
            + "--quick-generate-key 'Evidence <evidence@agency.example>' "
            + each[0]
            + " sign never",
        "gpg");
    if (each.length > 1) {
      Tools.run(
          folder,
          gpg
              + then
              + "--quick-add-key $(gpg --homedir gnupg --list-keys --with-colons | awk -F: '/^fpr/{print $10; exit}') "
              + each[1]
              + " encrypt never");
    }
    return new Pair(
        RecipientKind.OPENPGP,
        Tools.run(folder, gpg + "--armor --export"),
        folder,
        gpg + "--decrypt");
  }

  /** Ends the agent that gpg leaves behind, so that its folder can go. */
  public static void endAgent(Path folder) {
    Tools.run(folder, "gpgconf --homedir gnupg --kill all");
  }
}
