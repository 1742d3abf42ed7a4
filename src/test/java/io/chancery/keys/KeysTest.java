package io.chancery.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.keys.Macs.Purpose;
import io.chancery.proof.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  @Test
  void aKeyStoreKeepsItsKeys() throws IOException {
    Path path = folder.resolve("deep/keys.p12");
    KeyStoreFile made = KeyStoreFile.generate(path, PASSWORD, "portal.example/ledger", NOW);
    KeyStoreFile opened = KeyStoreFile.open(path, PASSWORD);
    assertThat(opened.logKey()).isEqualTo(made.logKey());
    assertThat(opened.logKey().name()).isEqualTo("portal.example/ledger");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    byte[] mac = new Macs(made).mac(Purpose.TOKEN, utf8("x"));
    assertThat(new Macs(opened).verify(Purpose.TOKEN, mac, utf8("x"))).isTrue();
    assertThat(new VaultKey(opened).identity()).startsWith("AGE-SECRET-KEY-1");
    assertThat(new VaultKey(opened).recipient()).startsWith("age1");
  }

  @Test
  void refusesByNameWhatIsMissing() {
    Path path = folder.resolve("keys.p12");
    assertThatThrownBy(() -> KeyStoreFile.open(path, PASSWORD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("chancery.keys.path");
    KeyStoreFile.generate(path, PASSWORD, "portal.example/ledger", NOW);
    assertThatThrownBy(() -> KeyStoreFile.open(path, "wrong".toCharArray()))
        .hasMessageContaining("chancery.keys.password")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> KeyStoreFile.generate(path, PASSWORD, "other.example/ledger", NOW))
        .hasMessageContaining("exists already");
  }

  @Test
  void theLogKeySignsNotes() {
    LogKey key = new KeysForTests(folder).logKey();
    SignedNote note = SignedNote.sign("log.example/tests\n0\n", key);
    assertThat(SignedNote.parse(note.encoded()).signedBy(List.of(key.key())))
        .containsExactly(key.key());
    assertThat(key.vkey()).startsWith("log.example/tests+");
  }

  @Test
  void macsDifferByPurposeAndByBorder() {
    Macs macs = new KeysForTests(folder).macs();
    Set<String> seen = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      for (byte[][] parts :
          List.of(
              new byte[][] {utf8("ab"), utf8("c")},
              new byte[][] {utf8("a"), utf8("bc")},
              new byte[][] {utf8("abc")},
              new byte[][] {})) {
        byte[] mac = macs.mac(purpose, parts);
        assertThat(mac).hasSize(32);
        assertThat(macs.verify(purpose, mac, parts)).isTrue();
        assertThat(seen.add(HexFormat.of().formatHex(mac))).isTrue();
      }
    }
  }

  @Test
  void envelopesOpenOnlyWhereTheyWereSealed() {
    Envelopes envelopes = new KeysForTests(folder).envelopes();
    byte[] wrapped = envelopes.newWrappedKey();
    byte[] sealed = envelopes.seal(wrapped, utf8("alice@example.org"), "target/1");
    assertThat(envelopes.open(wrapped, sealed, "target/1")).isEqualTo(utf8("alice@example.org"));
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("alice");
    assertThat(envelopes.seal(wrapped, utf8("alice@example.org"), "target/1")).isNotEqualTo(sealed);
    assertThatThrownBy(() -> envelopes.open(wrapped, sealed, "target/2"))
        .isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> envelopes.open(envelopes.newWrappedKey(), sealed, "target/1"))
        .isInstanceOf(SealBrokenException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] touched = sealed.clone();
      touched[i] ^= 1;
      assertThatThrownBy(() -> envelopes.open(wrapped, touched, "target/1"))
          .isInstanceOf(SealBrokenException.class);
    }
    assertThatThrownBy(() -> envelopes.open(new byte[0], sealed, "target/1"))
        .isInstanceOf(SealBrokenException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
