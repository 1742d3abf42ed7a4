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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that agencies make with gpg and openssl: which are believed, and why others not. */
class DetachedSignaturesTest {
  private static final String MADE = "20261101T000000";
  private static final byte[] TEXT =
      "reference: LER-2026-000123\n".getBytes(StandardCharsets.UTF_8);
  private static final String GPG =
      "gpg --homedir gnupg --batch --quiet --pinentry-mode loopback --passphrase '' --armor --output - ";
  private static final String OPENSSL =
      "openssl cms -sign -binary -in receipt.txt -signer certificate.pem -inkey key.pem -outform PEM ";

  @TempDir Path folder;

  /** A little later: the tools make keys whose time begins while the test runs. */
  private final Instant now = Instant.now().plusSeconds(60);

  @Test
  void gpgsSignatureIsBelievedOverTheseBytesAndByThisKeyAlone() throws IOException {
    RecipientFixture.Pair pair = openPgp("ours");
    PublicRecipient ours = read(pair);
    PublicRecipient theirs = read(openPgp("theirs"));
    String signature = signed(pair, GPG + "--detach-sign receipt.txt");
    assertThat(verified(signature, ours).fingerprint()).isEqualTo(ours.fingerprint());
    assertThat(verified(signature, theirs, ours).fingerprint()).isEqualTo(ours.fingerprint());
    refused("signature_foreign", signature, theirs);
    refused("signature_foreign", signature);
    refused(
        "signature_wrong",
        signed(pair, "echo more >> receipt.txt && " + GPG + "-b receipt.txt"),
        ours);
    refused("signature_wrong", signed(pair, GPG + "--textmode --detach-sign receipt.txt"), ours);
    refused("signature_shape", signed(pair, GPG + "--clear-sign receipt.txt"), ours);
    refused("signature_shape", "-----BEGIN PGP SIGNATURE-----\n\nsecret words", ours);
    refused("signature_shape", "secret words", ours);
  }

  @Test
  void aSignatureOfGpgThatHasExpiredIsRefused() throws IOException {
    RecipientFixture.Pair pair = openPgp("ours");
    PublicRecipient ours = read(pair);
    String signature =
        signed(
            pair,
            GPG + "--faked-system-time 20261105T000000 --default-sig-expire 1d -b receipt.txt");
    refused("signature_expired", signature, ours);
    String early = signed(pair, GPG + "-b receipt.txt");
    assertThatThrownBy(() ->
            DetachedSignatures.verify(List.of(ours), TEXT, early, now.minus(Duration.ofDays(1))))
        .isInstanceOf(Problem.class);
  }

  @Test
  void opensslsSignatureIsBelievedByACertificateForSignaturesAlone() throws IOException {
    RecipientFixture.Pair pair = certificate("ours", "keyEncipherment,digitalSignature");
    PublicRecipient ours = read(pair);
    PublicRecipient theirs = read(certificate("theirs", "keyEncipherment,digitalSignature"));
    String signature = signed(pair, OPENSSL);
    assertThat(verified(signature, theirs, ours).fingerprint()).isEqualTo(ours.fingerprint());
    Files.writeString(pair.folder().resolve("receipt.p7"), signature);
    String check =
        "openssl cms -verify -binary -purpose any -inform PEM -in receipt.p7 -content receipt.txt"
            + " -certfile certificate.pem -CAfile certificate.pem -partial_chain -out /dev/null";
    Tools.run(pair.folder(), check);
    Tools.run(pair.folder(), "echo more >> receipt.txt");
    assertThat(Tools.fails(pair.folder(), check)).isTrue();
    refused("signature_foreign", signature, theirs);
    refused("signature_attached", signed(pair, OPENSSL + "-nodetach"), ours);
    refused("signature_wrong", signed(pair, OPENSSL + "-md sha1"), ours);
    refused("signature_wrong", signed(pair, "echo more >> receipt.txt && " + OPENSSL), ours);
    refused("signature_shape", pair.typed(), ours);
    RecipientFixture.Pair other = certificate("other", "keyEncipherment");
    refused("signature_usage", signed(other, OPENSSL), read(other));
    assertThatThrownBy(() ->
            DetachedSignatures.verify(
                List.of(ours), TEXT, signature, now.plus(Duration.ofDays(40))))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.errors().getFirst().code()).isEqualTo("signature_expired"));
  }

  private RecipientFixture.Pair openPgp(String name) throws IOException {
    return RecipientFixture.openPgp(
        Files.createDirectory(folder.resolve(name)), "ed25519 cv25519", MADE);
  }

  private RecipientFixture.Pair certificate(String name, String usage) throws IOException {
    return RecipientFixture.rsa(Files.createDirectory(folder.resolve(name)), 3072, usage);
  }

  private PublicRecipient read(RecipientFixture.Pair pair) {
    return PublicRecipient.read(pair.kind(), pair.typed(), now);
  }

  private static String signed(RecipientFixture.Pair pair, String line) throws IOException {
    Files.write(pair.folder().resolve("receipt.txt"), TEXT);
    String signature = Tools.run(pair.folder(), line + " 2>/dev/null");
    if (pair.kind() == RecipientKind.OPENPGP) {
      RecipientFixture.endAgent(pair.folder());
    }
    return signature;
  }

  private PublicRecipient verified(String signature, PublicRecipient... keys) {
    return DetachedSignatures.verify(List.of(keys), TEXT, signature, now);
  }

  private void refused(String code, String signature, PublicRecipient... keys) {
    assertThatThrownBy(() -> verified(signature, keys))
        .as(code)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.errors())
                  .containsExactly(new Problem.FieldError("signature", code));
              assertThat(problem.getMessage()).doesNotContain("secret");
            });
  }
}
