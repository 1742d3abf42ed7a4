package io.chancery.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Post-quantum recipients. Debian's age 1.1 knows none, so the identities are the tests' own; these
 * are held to the vectors that age's authors publish.
 */
class AgeHybridTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  /** A published vector: lines of what to expect, an empty line, an age file. */
  private record Vector(String expect, String payload, String identity, byte[] file) {
    static Vector read(String name) throws IOException {
      try (InputStream in = AgeHybridTest.class.getResourceAsStream("/age/" + name)) {
        String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\n\n");
        String head = "\n" + all.substring(0, end) + "\n";
        return new Vector(
            field(head, "expect"),
            field(head, "payload"),
            field(head, "identity"),
            all.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    private static String field(String head, String name) {
      int at = head.indexOf("\n" + name + ": ");
      return at < 0 ? "" : head.substring(at + name.length() + 3, head.indexOf('\n', at + 1));
    }

    byte[] opened() throws IOException, GeneralSecurityException {
      try (InputStream plain =
          Channels.newInputStream(
              new StandardDecryptingChannelFactory()
                  .newDecryptingChannel(
                      Channels.newChannel(new ByteArrayInputStream(file)),
                      List.of(HybridIdentity.of(identity))))) {
        return plain.readAllBytes();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid", "hybrid_grease"})
  void publishedFilesOpen(String name) throws Exception {
    Vector vector = Vector.read(name);
    assertThat(vector.expect()).isEqualTo("success");
    assertThat(Sha256.hash(vector.opened()).hex()).isEqualTo(vector.payload());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid_no_match", "hybrid_bad_tag", "hybrid_long_file_key"})
  void publishedFilesThatAreWrongStayClosed(String name) throws Exception {
    Vector vector = Vector.read(name);
    assertThat(vector.expect()).isNotEqualTo("success");
    assertThatThrownBy(vector::opened).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void thePublishedIdentityOpensWhatIsSealedToItsRecipient() throws Exception {
    HybridIdentity identity = HybridIdentity.of(Vector.read("hybrid").identity());
    PublicRecipient read =
        PublicRecipient.read(RecipientKind.AGE, " " + identity.recipient() + "\n", NOW);
    assertThat(read.postQuantum()).isTrue();
    assertThat(read.text()).hasSize(1_959).startsWith("age1pq1");
    assertThat(read.fingerprint()).hasSize(32);

    String sealed = read.seal("0123456789abcdef\n".getBytes(StandardCharsets.US_ASCII), NOW);
    assertThat(opened(sealed, identity)).isEqualTo("0123456789abcdef\n");
    assertThatThrownBy(() -> opened(sealed, HybridIdentity.ofSeed(1)))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void classicalKeysSaySo() {
    PublicRecipient classical =
        PublicRecipient.read(
            RecipientKind.AGE,
            "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
            NOW);
    assertThat(classical.postQuantum()).isFalse();
  }

  @Test
  void whatIsNoSuchRecipientIsRefused() {
    String good = HybridIdentity.ofSeed(2).recipient();
    refused(good.substring(0, 1_958) + (good.endsWith("q") ? "p" : "q"));
    refused(good.replaceFirst("age1pq1.", "age1pq1b"));
    refused(good.substring(0, 1_000));
    refused(good.toUpperCase(java.util.Locale.ROOT));
    refused(HybridIdentity.encode("age1pq", new byte[32]));
    byte[] outside = new byte[1_216];
    java.util.Arrays.fill(outside, (byte) 0xFF);
    refused(HybridIdentity.encode("age1pq", outside));
  }

  private static void refused(String typed) {
    assertThatThrownBy(() -> PublicRecipient.read(RecipientKind.AGE, typed, NOW))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                assertThat(p.errors())
                    .containsExactly(new Problem.FieldError("recipient", "recipient_shape_AGE")));
  }

  private static String opened(String armored, HybridIdentity identity) throws Exception {
    try (InputStream plain =
        Channels.newInputStream(
            new ArmoredDecryptingChannelFactory()
                .newDecryptingChannel(
                    Channels.newChannel(
                        new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII))),
                    List.of(identity)))) {
      return new String(plain.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
