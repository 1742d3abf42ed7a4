package io.chancery.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.chancery.proof.DetachedCms;
import io.chancery.proof.DetachedOpenPgp;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.TimeStamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.tsp.TimeStampRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
  private static final byte[] CONTENT = "what is signed\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private KeysForTests keys;

  @BeforeEach
  void makeKeys() throws IOException {
    keys = new KeysForTests(folder);
    Files.write(folder.resolve("content"), CONTENT);
  }

  @Test
  void aSignatureIsVerifiedByUsAndByOpenssl() throws Exception {
    Signer signer = keys.signer();
    byte[] signature = signer.cms(CONTENT);
    List<X509Certificate> roots = List.of(signer.chain().getLast());
    DetachedCms.verify(signature, CONTENT).leadsTo(roots, Instant.now());
    assertThatThrownBy(() -> DetachedCms.verify(signature, new byte[] {1}))
        .isInstanceOf(InvalidProofException.class);
    X509Certificate stranger = new KeysForTests(folder.resolve("other")).signer().chain().getLast();
    assertThatThrownBy(
            () -> DetachedCms.verify(signature, CONTENT).leadsTo(List.of(stranger), Instant.now()))
        .isInstanceOf(InvalidProofException.class);

    Files.write(folder.resolve("content.p7s"), signature);
    Files.writeString(folder.resolve("ca.pem"), signer.issuersPem());
    String command =
        "openssl cms -verify -cades -inform DER -in content.p7s -content content -CAfile ca.pem"
            + " -purpose any -binary -out /dev/null";
    assertThat(run(command)).startsWith("0 ").contains("successful");
    Files.write(folder.resolve("content"), new byte[] {1});
    assertThat(run(command)).doesNotStartWith("0 ");
  }

  @Test
  void anOpenPgpSignatureIsVerifiedByUsAndByGpg() throws Exception {
    OpenPgpSigner signer = keys.openPgpSigner();
    byte[] signature = signer.sign(CONTENT);
    byte[] publicKey = signer.publicKey().getBytes(StandardCharsets.US_ASCII);
    DetachedOpenPgp.verify(signature, CONTENT, DetachedOpenPgp.keys(publicKey));
    assertThatThrownBy(() ->
            DetachedOpenPgp.verify(signature, new byte[] {1}, DetachedOpenPgp.keys(publicKey)))
        .isInstanceOf(InvalidProofException.class);
    byte[] stranger =
        new KeysForTests(folder.resolve("other"))
            .openPgpSigner()
            .publicKey()
            .getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(
            () -> DetachedOpenPgp.verify(signature, CONTENT, DetachedOpenPgp.keys(stranger)))
        .isInstanceOf(InvalidProofException.class)
        .hasMessageContaining("none of the given keys");

    Files.write(folder.resolve("content.asc"), signature);
    Files.write(folder.resolve("key.asc"), publicKey);
    Files.createDirectories(folder.resolve("gnupg"));
    String gpg = "gpg --homedir gnupg --batch --trust-model always ";
    assertThat(run(gpg + "--import key.asc")).startsWith("0 ");
    assertThat(run(gpg + "--verify content.asc content")).startsWith("0 ").contains("Good");
    Files.write(folder.resolve("content"), new byte[] {1});
    assertThat(run(gpg + "--verify content.asc content")).doesNotStartWith("0 ");
  }

  @Test
  void anEmbeddedTimeStampIsVerifiedByUsAndByOpenssl() throws Exception {
    TimeStamps stamps = keys.timeStamps();
    byte[] response = stamps.stamp(CONTENT);
    TimeStamp stamp = TimeStamp.verify(response, CONTENT);
    assertThat(stamp.at()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    stamp.leadsTo(List.of(stamp.enclosed().getLast(), stamp.enclosed().getFirst()));
    assertThatThrownBy(() -> TimeStamp.verify(response, new byte[] {1}))
        .isInstanceOf(InvalidProofException.class);

    Files.write(folder.resolve("content.tsr"), response);
    Files.writeString(folder.resolve("tsa-ca.pem"), stamps.embeddedRootPem());
    assertThat(run("openssl ts -verify -data content -in content.tsr -CAfile tsa-ca.pem"))
        .startsWith("0 ")
        .contains("Verification: OK");
  }

  @Test
  void anAuthorityIsAskedOverHttp() throws Exception {
    EmbeddedAuthority authority =
        new EmbeddedAuthority(
            KeyStoreFile.open(folder.resolve("keys.p12"), "test".toCharArray()), Clock.systemUTC());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/tsa",
        exchange -> {
          byte[] query = exchange.getRequestBody().readAllBytes();
          byte[] answer = authority.answer(new TimeStampRequest(query));
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.createContext(
        "/liar",
        exchange -> {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write(new byte[] {1, 2, 3});
          exchange.close();
        });
    server.start();
    try {
      TimeStamp.verify(remote(server, "/tsa").stamp(CONTENT), CONTENT);
      assertThatThrownBy(() -> remote(server, "/liar").stamp(CONTENT))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> remote(server, "/nobody").stamp(CONTENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("404");
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(() -> remote(server, "/tsa").stamp(CONTENT)).isInstanceOf(IOException.class);
  }

  @Test
  void anAuthorityOfOthersIsUnderstood() throws Exception {
    Files.writeString(
        folder.resolve("tsa.cnf"),
        """
        [tsa]
        default_tsa = tsa1
        [tsa1]
        serial = ./serial
        crypto_device = builtin
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256, sha384, sha512
        accuracy = secs:1
        ordering = yes
        tsa_name = yes
        ess_cert_id_chain = no
        ess_cert_id_alg = sha256
        [ext]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        """);
    Files.writeString(folder.resolve("serial"), "01\n");
    for (String command :
        List.of(
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 2",
            "openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=tsa",
            "openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem"
                + " -days 2 -extfile tsa.cnf -extensions ext",
            "openssl ts -query -data content -sha256 -cert -out q.tsq",
            "openssl ts -reply -config tsa.cnf -section tsa1 -queryfile q.tsq -signer tsa.pem"
                + " -inkey tsa.key -chain ca.pem -out r.tsr")) {
      assertThat(run(command)).as(command).startsWith("0 ");
    }
    TimeStamp stamp = TimeStamp.verify(Files.readAllBytes(folder.resolve("r.tsr")), CONTENT);
    assertThat(stamp.authority().getSubjectX500Principal().getName()).isEqualTo("CN=tsa");
  }

  @Test
  void damageIsAnAnswerAndNoAccident() throws Exception {
    byte[] signature = keys.signer().cms(CONTENT);
    byte[] response = keys.timeStamps().stamp(CONTENT);
    for (int i = 0; i < Math.min(signature.length, response.length); i++) {
      byte[] one = signature.clone();
      byte[] two = response.clone();
      one[i] ^= 0x55;
      two[i] ^= 0x55;
      // Bytes that no signature covers may change; anything else than this exception is a defect.
      try {
        DetachedCms.verify(one, CONTENT);
      } catch (InvalidProofException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
      try {
        TimeStamp.verify(two, CONTENT);
      } catch (InvalidProofException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void withoutCertificatesItSaysSo() {
    TimeStamps none = new TimeStamps(null, null, Duration.ofSeconds(1), Clock.systemUTC());
    assertThat(none.available()).isFalse();
    assertThatThrownBy(() -> none.stamp(CONTENT)).hasMessageContaining("chancery.tsa.url");
  }

  private static TimeStamps remote(HttpServer server, String path) {
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + path);
    return new TimeStamps(uri, null, Duration.ofSeconds(5), Clock.systemUTC());
  }

  private String run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command.split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }
}
