package io.chancery.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.Sha256;
import io.chancery.keys.KeysForTests;
import io.chancery.keys.VaultKey;
import io.chancery.platform.Ids;
import io.chancery.platform.IdsForTests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  @TempDir Path folder;

  private final Ids ids = IdsForTests.over(Clock.systemUTC());
  private VaultKey key;
  private Vault vault;

  @BeforeEach
  void open() {
    key = new KeysForTests(folder).vaultKey();
    vault = new Vault(folder.resolve("vault"), key, ids);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000})
  void givesBackWhatItTook(int size) throws IOException {
    byte[] bytes = bytes(size);
    Stored stored = vault.put("upload", out -> out.write(bytes));
    assertThat(stored.size()).isEqualTo(size);
    assertThat(stored.digest()).isEqualTo(Sha256.hash(bytes));
    assertThat(stored.key()).matches("upload/[0-9a-f]{2}/[0-9a-f]{32}");
    try (InputStream in = vault.open(stored.key(), stored.digest())) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    vault.verify(stored.key(), stored.digest());
  }

  @Test
  void saysHowMuchIsWrittenBeforeAndAfterTheEnd() throws IOException {
    String reserved = vault.reserve("package");
    assertThat(vault.written(reserved)).isZero();
    vault.putRawAt(
        reserved,
        out -> {
          out.write(bytes(200_000));
          out.flush();
          assertThat(vault.written(reserved)).isEqualTo(200_000);
          out.write(1);
        });
    assertThat(vault.written(reserved)).isEqualTo(200_001);
    vault.delete(reserved);
    assertThat(vault.written(reserved)).isZero();
  }

  @Test
  void nothingLiesInClear() throws IOException {
    Stored stored = vault.put("upload", out -> out.write(utf8("the name of the account holder")));
    byte[] file = Files.readAllBytes(folder.resolve("vault").resolve(stored.key()));
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("age-encryption.org/v1").doesNotContain("account holder");
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    byte[] bytes = bytes(300);
    Stored stored = vault.put("artefact", out -> out.write(bytes));
    Path file = folder.resolve("vault").resolve(stored.key());
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i += 7) {
      byte[] touched = good.clone();
      touched[i] ^= 1;
      Files.write(file, touched);
      assertThatThrownBy(() -> vault.verify(stored.key(), stored.digest()))
          .as("byte %d", i)
          .isInstanceOf(DamagedException.class);
    }
    for (int cut : List.of(0, 10, good.length - 1)) {
      Files.write(file, java.util.Arrays.copyOf(good, cut));
      assertThatThrownBy(() -> vault.verify(stored.key(), stored.digest()))
          .isInstanceOf(DamagedException.class);
    }
    Files.write(file, good);
    vault.verify(stored.key(), stored.digest());
    assertThatThrownBy(() -> vault.verify(stored.key(), Sha256.hash("other")))
        .isInstanceOf(DamagedException.class);
    vault.delete(stored.key());
    vault.delete(stored.key());
    assertThatThrownBy(() -> vault.open(stored.key(), stored.digest()))
        .isInstanceOf(DamagedException.class);
  }

  @Test
  void rawBytesAreKeptAsTheyAreAndReadFromAnyPlace() throws IOException {
    byte[] bytes = bytes(200_000);
    Stored stored = vault.putRaw("package", out -> out.write(bytes));
    assertThat(stored.digest()).isEqualTo(Sha256.hash(bytes));
    try (InputStream in = vault.openRaw(stored.key(), 150_000)) {
      assertThat(in.readAllBytes())
          .isEqualTo(java.util.Arrays.copyOfRange(bytes, 150_000, 200_000));
    }
    vault.verifyRaw(stored.key(), stored.digest());
    Files.write(folder.resolve("vault").resolve(stored.key()), bytes(200_001));
    assertThatThrownBy(() -> vault.verifyRaw(stored.key(), stored.digest()))
        .isInstanceOf(DamagedException.class);
  }

  @Test
  void aFailedWriteLeavesNothing() throws IOException {
    assertThatThrownBy(() ->
            vault.put(
                "upload",
                out -> {
                  out.write(bytes(100_000));
                  throw new IOException("the connection broke");
                }))
        .hasMessage("the connection broke");
    assertThat(files()).isEmpty();
  }

  @Test
  void aFullDiskIsSaidClearlyAndLeavesNothing() throws IOException {
    Vault full =
        new Vault(folder.resolve("vault"), key, ids) {
          @Override
          WritableByteChannel destination(FileChannel file) {
            return new WritableByteChannel() {
              @Override
              public int write(ByteBuffer source) throws IOException {
                if (file.position() + source.remaining() > 100_000) {
                  throw new IOException("No space left on device");
                }
                return file.write(source);
              }

              @Override
              public boolean isOpen() {
                return file.isOpen();
              }

              @Override
              public void close() {}
            };
          }
        };
    full.put("upload", out -> out.write(bytes(10)));
    int before = files().size();
    assertThatThrownBy(() -> full.put("upload", out -> out.write(bytes(500_000))))
        .isInstanceOf(VaultFullException.class);
    assertThatThrownBy(() -> full.putRaw("upload", out -> out.write(bytes(500_000))))
        .isInstanceOf(VaultFullException.class);
    assertThat(files()).hasSize(before);
  }

  @Test
  void listsAndSweeps() throws IOException {
    Stored one = vault.put("upload", out -> out.write(1));
    vault.put("artefact", out -> out.write(1));
    try (var held = vault.list("upload")) {
      assertThat(held.map(Vault.Held::key)).containsExactly(one.key());
    }
    try (var held = vault.list("nothing")) {
      assertThat(held).isEmpty();
    }
    Path left = folder.resolve("vault/.unfinished/abc");
    Files.write(left, bytes(5));
    vault.sweep(Instant.now().minusSeconds(3600));
    assertThat(left).exists();
    vault.sweep(Instant.now().plusSeconds(3600));
    assertThat(left).doesNotExist();
  }

  @Test
  void refusesKeysThatLeaveTheFolder() {
    for (String bad : List.of("../keys.p12", "upload/aa/../../../x", "/etc/passwd", "")) {
      assertThatThrownBy(() -> vault.openRaw(bad, 0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> vault.delete(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> vault.put("Case of A", out -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(folder.resolve("vault"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
