package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /** A checkpoint written by another implementation (transparency-dev/tessera, Apache-2.0). */
  private static final String OTHERS =
      """
      example.com/log/testdata
      15
      rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=

      \u2014 example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=
      """;

  private static final String OTHERS_KEY =
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

  @Test
  void verifiesACheckpointOfAnotherImplementation() {
    VerifierKey key = VerifierKey.parse(OTHERS_KEY);
    assertThat(key).hasToString(OTHERS_KEY);
    SignedCheckpoint signed = SignedCheckpoint.parse(utf8(OTHERS));
    signed.verify(key);
    assertThat(signed.size()).isEqualTo(15);
    assertThat(signed.bytes()).isEqualTo(utf8(OTHERS));
    SignedCheckpoint forged = SignedCheckpoint.parse(utf8(OTHERS.replace("\n15\n", "\n16\n")));
    assertThatThrownBy(() -> forged.verify(key)).isInstanceOf(InvalidProofException.class);
  }

  @Test
  void signsAndIgnoresStrangersButNotForgers() {
    TestSigner log = new TestSigner("log.example/one");
    TestSigner witness = new TestSigner("witness.example");
    Checkpoint checkpoint = new Checkpoint("log.example/one", 0, Merkle.emptyRoot());
    SignedNote note = SignedNote.sign(checkpoint.text(), log);
    VerifierKey cosigner = VerifierKey.cosignature("witness.example", witness.raw());
    SignedNote cosigned = note.with(List.of(witness.cosign(note.text(), 1_795_000_000L)));
    SignedNote again = SignedNote.parse(cosigned.encoded());
    assertThat(again.signedBy(List.of(log.key()))).containsExactly(log.key());
    assertThat(again.signedBy(List.of(log.key(), cosigner))).containsExactly(log.key(), cosigner);
    SignedNote.Signature forged =
        new SignedNote.Signature(cosigner.name(), cosigner.id(), new byte[72]);
    assertThat(note.with(List.of(forged)).signedBy(List.of(log.key()))).hasSize(1);
    assertThatThrownBy(() -> note.with(List.of(forged)).signedBy(List.of(cosigner)))
        .isInstanceOf(InvalidProofException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\nno dash\n",
        "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 name !!!!AAAAAAAA\n",
        "text\n\n\u2014 na+me AAAAAAAAAAAA\n",
        "te\txt\n\n\u2014 name AAAAAAAAAAAA\n",
        "text\n\n\u2014 name AAAAAAAAAAAA"
      })
  void refusesMalformedNotes(String note) {
    assertThatThrownBy(() -> SignedNote.parse(utf8(note)))
        .isInstanceOf(InvalidProofException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o\n1\n",
        "o\n01\nAAAA\n",
        "o\n-1\nAAAA\n",
        "o\n1\nAAAA\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
      })
  void refusesMalformedCheckpoints(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(InvalidProofException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        "name+33d7b496",
        "name+33d7b496+",
        "example.com/log/testdata+33d7b497+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
        "example.com/log/testdata+33d7b496+BuHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
      })
  void refusesMalformedKeys(String key) {
    assertThatThrownBy(() -> VerifierKey.parse(key)).isInstanceOf(InvalidProofException.class);
  }

  @Test
  void proofsComeOutAsTheyWentIn() {
    TestSigner log = new TestSigner("log.example/two");
    List<byte[]> leaves = MerkleTest.leaves(9);
    HashReader reader = MerkleTest.reader(leaves);
    Checkpoint checkpoint = new Checkpoint("log.example/two", 9, Merkle.root(reader, 9));
    byte[] note = SignedCheckpoint.sign(checkpoint, log).bytes();
    TlogProof proof = new TlogProof(4, Merkle.inclusionProof(reader, 4, 9), note);
    TlogProof again = TlogProof.parse(proof.encoded());
    assertThat(again.checkpoint()).isEqualTo(note);
    assertThat(again.verify(leaves.get(4)).size()).isEqualTo(9);
    assertThatThrownBy(() -> again.verify(leaves.get(5))).isInstanceOf(InvalidProofException.class);
    String text = new String(proof.encoded(), StandardCharsets.UTF_8);
    byte[] extra = utf8(text.replace("index 4", "extra AAAA\nindex 4"));
    assertThat(TlogProof.parse(extra).verify(leaves.get(4)).size()).isEqualTo(9);
    for (String bad :
        List.of("index 04", "index x", "indices 4", "index 4\n!", "extra AAAA\nextra AAAA")) {
      byte[] malformed = utf8(text.replace("index 4", bad));
      assertThatThrownBy(() -> TlogProof.parse(malformed))
          .isInstanceOf(InvalidProofException.class);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
