package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.keys.KeysForTests;
import io.chancery.keys.PostQuantumLogKey;
import io.chancery.proof.InvalidProofException;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.SignedNote;
import io.chancery.proof.TestSigner;
import io.chancery.proof.VerifierKey;
import io.chancery.proof.WitnessPolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostQuantumTest {
  @TempDir Path folder;

  @Test
  void aCheckpointBearsASecondSignatureThatAPolicyCanAskFor() throws Exception {
    PostQuantumLogKey second = KeysForTests.postQuantum(folder);
    LedgerDatabase database = new LedgerDatabase();
    database.append(new Subject.OfSystem(), new CaseEvent.CaseViewed("x"));
    SignedCheckpoint signed =
        new SequencerCore(database.app(), database.signer, second.signers()).run().orElseThrow();

    signed.verify(database.signer.key());
    VerifierKey key = VerifierKey.parse(second.key().toString());
    assertThat(signed.note().signedBy(List.of(key))).containsExactly(key);
    WitnessPolicy policy = WitnessPolicy.parse("witness second " + key + "\nquorum second\n");
    assertThat(policy.satisfiedBy(signed.note())).isTrue();
    SignedNote alone =
        new SignedNote(signed.note().text(), signed.note().signatures().subList(0, 1));
    assertThat(policy.satisfiedBy(alone)).isFalse();
  }

  @Test
  void aSecondSignatureOverAnotherTreeIsRefused() throws Exception {
    PostQuantumLogKey second = KeysForTests.postQuantum(folder);
    TestSigner log = new TestSigner("log.example/tests");
    String text = "log.example/tests\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    SignedNote good = SignedNote.sign(text, log, second);
    assertThat(good.signedBy(List.of(second.key()))).hasSize(1);
    SignedNote moved = new SignedNote(text.replace("\n1\n", "\n2\n"), good.signatures());
    assertThatThrownBy(() -> moved.signedBy(List.of(second.key())))
        .isInstanceOf(InvalidProofException.class);
  }
}
