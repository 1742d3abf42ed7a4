package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chancery.custody.CaseEvent.CaseViewed;
import io.chancery.kernel.Sha256;
import io.chancery.keys.KeysForTests;
import io.chancery.keys.TimeStamps;
import io.chancery.keys.WitnessKey;
import io.chancery.proof.Checkpoint;
import io.chancery.proof.Merkle;
import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.TestSigner;
import io.chancery.proof.TimeStamp;
import io.chancery.proof.WitnessPolicy;
import io.chancery.proof.WitnessRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  @TempDir Path folder;

  private LedgerDatabase ours;
  private LedgerDatabase theirs;
  private KeysForTests keys;
  private WitnessKey key;
  private WitnessCore witness;
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    ours = new LedgerDatabase();
    theirs = new LedgerDatabase();
    keys = new KeysForTests(folder);
    key = keys.witnessKey();
    witness = new WitnessCore(theirs.app(), key, List.of(ours.signer.key()), Clock.systemUTC());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/w/add-checkpoint", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aWitnessCosignsWhatContinues() throws Exception {
    CheckpointStamps stamps = stamps("quorum w");
    for (int round = 1; round <= 3; round++) {
      SignedCheckpoint checkpoint = grow();
      assertThat(stamps.satisfiesPolicy(checkpoint)).isFalse();
      SignedCheckpoint cosigned = stamps.askWitnesses(checkpoint);
      assertThat(stamps.satisfiesPolicy(cosigned)).isTrue();
      assertThat(cosigned.note().signedBy(List.of(key.key(), ours.signer.key()))).hasSize(2);
      assertThat(stamps.askWitnesses(checkpoint).bytes()).isEqualTo(cosigned.bytes());
    }
    String origin = Sha256.hash(ours.signer.key().name()).hex();
    assertThat(SignedCheckpoint.parse(witness.latest(origin).orElseThrow()).size()).isEqualTo(21);
    assertThat(witness.latest(Sha256.hash("other").hex())).isEmpty();
  }

  @Test
  void aLogThatForgotWhatWasCosignedIsTold() throws Exception {
    SignedCheckpoint first = grow();
    stamps("quorum w").askWitnesses(first);
    // We lose our own memory of it, as after a restored backup, and go on.
    ours.tamper(
        "alter table custody.cosignature disable trigger append_only; delete from custody.cosignature;");
    SignedCheckpoint second = grow();
    CheckpointStamps stamps = stamps("quorum w");
    assertThat(stamps.satisfiesPolicy(stamps.askWitnesses(second))).isTrue();
  }

  @Test
  void everyRefusalHasItsAnswer() throws Exception {
    SignedCheckpoint first = grow();
    assertThat(add(0, List.of(), first)).isInstanceOf(WitnessCore.Answer.Cosigned.class);
    SignedCheckpoint second = grow();
    List<byte[]> proof = ours.reads().consistency(7, 14);
    assertThat(add(0, List.of(), second)).isEqualTo(new WitnessCore.Answer.OtherSize(7));
    assertThat(add(7, List.of(), second)).isInstanceOf(WitnessCore.Answer.BadProof.class);
    assertThat(add(15, proof, second)).isInstanceOf(WitnessCore.Answer.Malformed.class);
    assertThat(witness.add("old x\n\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(WitnessCore.Answer.Malformed.class);
    Checkpoint forged = new Checkpoint(ours.signer.key().name(), 7, Merkle.emptyRoot());
    assertThat(add(7, List.of(), SignedCheckpoint.sign(forged, ours.signer)))
        .isEqualTo(new WitnessCore.Answer.OtherSize(7));
    assertThat(
            add(
                7,
                proof,
                SignedCheckpoint.sign(
                    second.checkpoint(), new TestSigner(ours.signer.key().name()))))
        .isInstanceOf(WitnessCore.Answer.NotSigned.class);
    TestSigner stranger = new TestSigner("stranger.example");
    Checkpoint strange = new Checkpoint("stranger.example", 0, Merkle.emptyRoot());
    assertThat(add(0, List.of(), SignedCheckpoint.sign(strange, stranger)))
        .isInstanceOf(WitnessCore.Answer.UnknownLog.class);
    assertThat(add(7, proof, second)).isInstanceOf(WitnessCore.Answer.Cosigned.class);
    assertThat(add(14, List.of(), second)).isInstanceOf(WitnessCore.Answer.Cosigned.class);
  }

  @Test
  void twoContradictingTreesAtOnceAreNotBothCosigned() throws Exception {
    byte[] one = Merkle.leafHash(new byte[] {1});
    byte[] two = Merkle.leafHash(new byte[] {2});
    List<SignedCheckpoint> split = new ArrayList<>();
    for (byte[] root : List.of(one, two)) {
      split.add(
          SignedCheckpoint.sign(new Checkpoint(ours.signer.key().name(), 1, root), ours.signer));
    }
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Future<WitnessCore.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        SignedCheckpoint checkpoint = split.get(i % 2);
        answers.add(pool.submit(() -> add(0, List.of(), checkpoint)));
      }
      int cosigned = 0;
      for (Future<WitnessCore.Answer> answer : answers) {
        cosigned += answer.get() instanceof WitnessCore.Answer.Cosigned ? 1 : 0;
      }
      assertThat(cosigned).isEqualTo(1);
    }
  }

  @Test
  void anUnreachableWitnessLeavesTheQuorumUnmet() throws Exception {
    server.stop(0);
    SignedCheckpoint checkpoint = grow();
    CheckpointStamps stamps = stamps("quorum w");
    assertThat(stamps.satisfiesPolicy(stamps.askWitnesses(checkpoint))).isFalse();
    assertThat(stamps("quorum none").satisfiesPolicy(checkpoint)).isTrue();
  }

  @Test
  void checkpointsAreStampedOnce() throws Exception {
    CheckpointStamps stamps = stamps("quorum none");
    SignedCheckpoint checkpoint = grow();
    byte[] response = stamps.timeStamp(checkpoint);
    TimeStamp.verify(response, checkpoint.bytes());
    assertThat(stamps.timeStamp(checkpoint)).isEqualTo(response);
    SignedCheckpoint cosigned = stamps.askWitnesses(checkpoint);
    TimeStamp.verify(stamps.timeStamp(cosigned), cosigned.bytes());
    TimeStamps none = new KeysForTests(folder.resolve("none")).noTimeStamps();
    CheckpointStamps without =
        new CheckpointStamps(ours.app(), none, null, Duration.ofSeconds(1), Clock.systemUTC());
    assertThat(without.canStamp()).isFalse();
    assertThatThrownBy(() -> without.timeStamp(grow())).isInstanceOf(IllegalStateException.class);
  }

  private WitnessCore.Answer add(long old, List<byte[]> proof, SignedCheckpoint checkpoint)
      throws SQLException {
    return witness.add(new WitnessRequest(old, proof, checkpoint.bytes()).encoded());
  }

  private SignedCheckpoint grow() throws SQLException {
    for (int i = 0; i < 7; i++) {
      ours.append(new Subject.OfSystem(), new CaseViewed("page"));
    }
    return ours.sequencer().run().orElseThrow();
  }

  private CheckpointStamps stamps(String quorum) {
    String url = "http://localhost:" + server.getAddress().getPort() + "/w";
    WitnessPolicy policy =
        WitnessPolicy.parse("witness w " + key.key() + " " + url + "\n" + quorum + "\n");
    return new CheckpointStamps(
        ours.app(), keys.timeStamps(), policy, Duration.ofSeconds(5), Clock.systemUTC());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      WitnessCore.Answer answer = witness.add(exchange.getRequestBody().readAllBytes());
      switch (answer) {
        case WitnessCore.Answer.Cosigned(String line) -> send(exchange, 200, line);
        case WitnessCore.Answer.OtherSize(long last) -> send(exchange, 409, last + "\n");
        default -> send(exchange, 400, "");
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
