package io.chancery.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.packaging.Tools;
import io.chancery.platform.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that agencies make with their own tools: what is taken, what is refused, who opens what. */
class PublicRecipientTest {
  private static final String MADE = "20261101T000000";

  @TempDir Path folder;

  /** A little later: the tools make keys whose time begins while the test runs. */
  private final Instant now = Instant.now().plusSeconds(60);

  @Test
  void ageOpensWhatIsSealed() throws IOException {
    opens(RecipientFixture.age(folder));
  }

  @Test
  void opensslOpensWhatIsSealedToRsa() throws IOException {
    PublicRecipient read = opens(RecipientFixture.rsa(folder, 3072, "keyEncipherment"));
    String said = Tools.run(folder, "openssl x509 -in certificate.pem -noout -fingerprint -sha256");
    assertThat(said.toLowerCase(java.util.Locale.ROOT).replace(":", ""))
        .contains(read.fingerprint());
    assertThat(read.expiresAt()).isBetween(now, now.plus(Duration.ofDays(31)));
    assertThat(Tools.run(folder, "openssl cms -cmsout -print -noout -inform PEM -in message.txt"))
        .contains("authEnvelopedData", "aes-256-gcm", "rsaesOaep");
  }

  @Test
  void opensslOpensWhatIsSealedToEllipticCurves() throws IOException {
    for (String curve : new String[] {"P-256", "P-384"}) {
      opens(RecipientFixture.elliptic(Files.createDirectory(folder.resolve(curve)), curve));
    }
  }

  @Test
  void gpgOpensWhatIsSealed() throws IOException {
    for (String algorithms : new String[] {"ed25519 cv25519", "rsa3072 rsa3072"}) {
      Path home = Files.createDirectory(folder.resolve(algorithms.substring(0, 3)));
      RecipientFixture.Pair pair = RecipientFixture.openPgp(home, algorithms, MADE);
      PublicRecipient read = opens(pair);
      assertThat(
              Tools.run(home, "gpg --homedir gnupg --list-keys --with-colons")
                  .toLowerCase(java.util.Locale.ROOT))
          .contains(":" + read.fingerprint() + ":");
      assertThat(read.expiresAt()).isNull();
      RecipientFixture.endAgent(home);
    }
  }

  @Test
  void aKeyThatCannotEncryptIsRefused() throws IOException {
    RecipientFixture.Pair signing = RecipientFixture.openPgp(folder, "ed25519", MADE);
    refused(RecipientKind.OPENPGP, signing.typed(), "recipient_usage_OPENPGP");
    String secret =
        Tools.run(folder, signing.decrypt().replace("--decrypt", "--armor --export-secret-keys"));
    refused(RecipientKind.OPENPGP, secret, "recipient_private");
    RecipientFixture.endAgent(folder);
    refused(
        RecipientKind.X509,
        RecipientFixture.rsa(folder, 3072, "digitalSignature").typed(),
        "recipient_usage_X509");
  }

  @Test
  void weakKeysAreRefused() throws IOException {
    refused(
        RecipientKind.X509,
        RecipientFixture.rsa(folder, 2048, "keyEncipherment").typed(),
        "recipient_weak_X509");
    refused(
        RecipientKind.X509,
        RecipientFixture.elliptic(folder, "P-521").typed(),
        "recipient_weak_X509");
    refused(
        RecipientKind.OPENPGP,
        RecipientFixture.openPgp(folder, "rsa3072 rsa2048", MADE).typed(),
        "recipient_weak_OPENPGP");
    RecipientFixture.endAgent(folder);
  }

  @Test
  void anExpiredCertificateIsRefused() throws IOException {
    RecipientFixture.Pair pair = RecipientFixture.elliptic(folder, "P-256");
    assertThatThrownBy(() ->
            PublicRecipient.read(RecipientKind.X509, pair.typed(), now.plus(Duration.ofDays(31))))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.errors().getFirst().code()).isEqualTo("recipient_expired"));
  }

  @Test
  void whatIsNoKeyIsRefusedByItsKind() {
    for (RecipientKind kind : RecipientKind.values()) {
      refused(kind, " ", "recipient_missing");
      refused(kind, "-----BEGIN nothing-----", "recipient_shape_" + kind);
      refused(kind, "x".repeat(70_000), "recipient_too_long");
    }
    refused(RecipientKind.AGE, "age1" + "q".repeat(58), "recipient_shape_AGE");
    refused(RecipientKind.AGE, "AGE-SECRET-KEY-1" + "Q".repeat(58), "recipient_private");
    refused(
        RecipientKind.X509,
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
        "recipient_private");
  }

  @Test
  void aProductionsIdentityOpensOnlyWithTheAgencysKey() throws IOException {
    RecipientFixture.Pair pair = RecipientFixture.elliptic(folder, "P-256");
    PublicRecipient agency = PublicRecipient.read(pair.kind(), pair.typed(), now);
    ProductionKey first = ProductionKey.to(agency, now);
    ProductionKey second = ProductionKey.to(agency, now);

    assertThat(first.recipient()).startsWith("age1").isNotEqualTo(second.recipient());
    assertThat(first.fingerprint()).isEqualTo(agency.fingerprint());
    Files.writeString(folder.resolve("identity.txt"), pair.open(first.envelope()));
    assertThat(Tools.run(folder, "age-keygen -y identity.txt").strip())
        .isEqualTo(first.recipient());
    RecipientFixture.Pair other =
        RecipientFixture.elliptic(Files.createDirectory(folder.resolve("other")), "P-256");
    Files.writeString(other.folder().resolve("envelope"), first.envelope());
    assertThat(Tools.fails(other.folder(), other.decrypt() + " < envelope")).isTrue();
  }

  private PublicRecipient opens(RecipientFixture.Pair pair) throws IOException {
    PublicRecipient read = PublicRecipient.read(pair.kind(), pair.typed(), now);
    assertThat(PublicRecipient.read(pair.kind(), read.text(), now)).isEqualTo(read);
    String sealed = read.seal("0123456789abcdef\n".getBytes(StandardCharsets.US_ASCII), now);
    assertThat(pair.open(sealed)).isEqualTo("0123456789abcdef\n");
    return read;
  }

  private void refused(RecipientKind kind, String typed, String code) {
    assertThatThrownBy(() -> PublicRecipient.read(kind, typed, now))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.errors()).containsExactly(new Problem.FieldError("recipient", code)));
  }
}
