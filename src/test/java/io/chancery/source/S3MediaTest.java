package io.chancery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Media files in a bucket of a real server that speaks S3. */
class S3MediaTest {
  private static final byte[] LARGE = new byte[3_000_000];
  @TempDir static Path folder;
  private static Process server;
  private static int port;
  private static S3Client direct;

  @BeforeAll
  static void start() throws IOException {
    new Random(3).nextBytes(LARGE);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                "target/servers/s3mock.jar",
                "--http.port=" + port,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--com.adobe.testing.s3mock.store.root="
                    + Files.createDirectory(folder.resolve("store")))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    direct = client(port);
    for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90); ; ) {
      try {
        direct.createBucket(b -> b.bucket("media"));
        break;
      } catch (SdkException e) {
        if (!server.isAlive() || System.nanoTime() > until) {
          throw new IllegalStateException(Files.readString(folder.resolve("log")), e);
        }
        LockSupport.parkNanos(200_000_000);
      }
    }
    put("m/a/pic.JPG", "pic".getBytes());
    put("m/large.bin", LARGE);
    put("secret.txt", "out".getBytes());
    put("m2/secret.txt", "out".getBytes());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    direct.close();
    server.destroy();
    if (!server.waitFor(20, TimeUnit.SECONDS)) {
      server.destroyForcibly();
    }
  }

  private static S3Client client(int at) {
    return S3Client.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + at))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .build();
  }

  private static void put(String key, byte[] content) {
    direct.putObject(r -> r.bucket("media").key(key), RequestBody.fromBytes(content));
  }

  @Test
  void aFileIsFoundByItsPathWithADigestOfOurOwn() throws Exception {
    S3Media media = new S3Media(direct, "media", "m/");
    media.check();
    MediaStore.Stored found = media.find("a/pic.JPG");

    assertThat(found.digest()).isEqualTo(Sha256.hash("pic".getBytes()));
    assertThat(found.bytes()).isEqualTo(3);
    assertThat(found.extension()).isEqualTo("jpg");
    try (InputStream in = media.open(found)) {
      assertThat(in.readAllBytes()).isEqualTo("pic".getBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "../secret.txt",
        "a/../../secret.txt",
        "/secret.txt",
        "a//pic.JPG",
        "./a/pic.JPG",
        "a\\pic.JPG",
        "2/secret.txt",
        "",
        "a/",
        "a/pic.JPG\n"
      })
  void whatIsNoFileBelowThePrefixFindsNothing(String path) throws Exception {
    assertThat(new S3Media(direct, "media", "m/").find(path)).isNull();
  }

  @Test
  void aBucketThatIsNotThereIsAFailureAndNoMissingFile() {
    assertThatThrownBy(() -> new S3Media(direct, "nowhere", "").check())
        .isInstanceOfSatisfying(
            ReadFailed.class, e -> assertThat(e.reason()).isEqualTo(Failure.MEDIA_UNREADABLE));
  }

  @Test
  void aFileThatChangedIsNotDelivered() throws Exception {
    put("m/changing", "one".getBytes());
    S3Media media = new S3Media(direct, "media", "m/");
    MediaStore.Stored found = media.find("changing");
    put("m/changing", "two".getBytes());

    assertThatThrownBy(() -> media.open(found)).isInstanceOf(MediaStore.Changed.class);
  }

  @Test
  void aBrokenConnectionGoesOnWhereItStopped() throws Exception {
    try (Cutting proxy = new Cutting();
        S3Client shaky = client(proxy.port())) {
      S3Media media = new S3Media(shaky, "media", "m/");
      MediaStore.Stored found = media.find("large.bin");
      int before = proxy.cuts.get();
      proxy.left.set(2);
      try (InputStream in = media.open(found)) {
        assertThat(Sha256.hash(in.readAllBytes())).isEqualTo(Sha256.hash(LARGE));
      }
      assertThat(found.digest()).isEqualTo(Sha256.hash(LARGE));
      assertThat(before).isEqualTo(2);
      assertThat(proxy.cuts.get()).isEqualTo(4);
    }
  }

  /** Passes connections on and cuts some of them in mid-answer. */
  private static final class Cutting implements AutoCloseable {
    private final ServerSocket listening =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger left = new AtomicInteger(2);
    private final AtomicInteger cuts = new AtomicInteger();

    Cutting() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return listening.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket here = listening.accept();
          Socket there = new Socket(InetAddress.getLoopbackAddress(), S3MediaTest.port);
          Thread.ofVirtual().start(() -> pass(here, there, false));
          Thread.ofVirtual().start(() -> pass(there, here, true));
        }
      } catch (IOException e) {
        assertThat(listening.isClosed()).isTrue();
      }
    }

    private void pass(Socket from, Socket to, boolean answers) {
      try (from;
          to) {
        byte[] buffer = new byte[8192];
        long passed = 0;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          out.write(buffer, 0, read);
          passed += read;
          if (answers && passed > 700_000 && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            cuts.incrementAndGet();
            return;
          }
        }
      } catch (IOException e) {
        // One side closed: so does the other.
        return;
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
