package io.chancery.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our export and proofs before the Go project's transparency-log packages, as Debian ships them.
 */
class GoVerifierTest {
  @TempDir Path folder;

  @Test
  void othersVerifyWhatWeExport() throws Exception {
    Path verifier = folder.resolve("tlogverify");
    assertThat(run("go", "build", "-o", verifier.toString(), "src/test/go/tlogverify.go"))
        .as("go build; install golang-go and golang-golang-x-mod-dev")
        .isEqualTo("0 ");
    LedgerDatabase database = new LedgerDatabase();
    List<EntryId> ids = SequencerCoreTest.fill(database, 4, 170);
    database.sequencer().run();
    String vkey = database.signer.key().toString();
    Path export = folder.resolve("export");
    database.reads().export(export);
    assertThat(run(verifier.toString(), "log", vkey, export.toString()))
        .startsWith("0 OK log log.example/custody size 680");

    SignedCheckpoint checkpoint = database.reads().latestCheckpoint().orElseThrow();
    for (int index : List.of(0, 1, 255, 256, 511, 512, 679)) {
      LedgerEntry entry =
          database
              .reads()
              .read(c -> EntryRows.one(c, LedgerDatabase.codec(), ids.get(index)).orElseThrow());
      Path leaf = Files.write(folder.resolve("leaf"), entry.bytes());
      byte[] proof = database.reads().proof(entry.seq(), checkpoint).encoded();
      Path file = Files.write(folder.resolve("leaf.tlog-proof"), proof);
      String[] command = {verifier.toString(), "proof", vkey, leaf.toString(), file.toString()};
      assertThat(run(command)).startsWith("0 OK proof index " + entry.seq() + " of 680");
      Files.write(leaf, new byte[] {'x'});
      assertThat(run(command)).startsWith("1 FAIL");
    }
    Path bundle = export.resolve("tile/entries/000");
    byte[] touched = Files.readAllBytes(bundle);
    touched[50] ^= 1;
    Files.write(bundle, touched);
    assertThat(run(verifier.toString(), "log", vkey, export.toString())).startsWith("1 FAIL");
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
    builder.environment().put("GOPATH", "/usr/share/gocode");
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOCACHE", folder.resolve("gocache").toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }
}
