package io.chancery.delivery;

import static io.chancery.path.CaseWalk.CLERK;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.access.ActingAs;
import io.chancery.directory.KeyPurpose;
import io.chancery.directory.KeyWalk;
import io.chancery.keys.RecipientFixture;
import io.chancery.packaging.Tools;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.embedded.SeededPerson;
import io.chancery.vault.Stored;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who may fetch a production beside its officer, and the receipt that they sign. */
@QuarkusTest
class ColleaguesIT {
  private static final String COLLEAGUE = "oscar.officer";
  private static final String SUPERVISOR = "sofia.supervisor";
  private static final String STRANGER = "hanna.harbour";

  @Inject KeyWalk keys;
  @Inject DeliveryRows rows;
  @Inject Transfers transfers;
  @Inject Vault vault;

  @Test
  void aNamedColleagueFetchesAndSignsForItAndNobodyElseOfTheAgencyDoes() throws Exception {
    CaseWalk walk =
        CaseWalk.submitted(List.of("subscriber"))
            .verify()
            .propose(1)
            .approve()
            .collect()
            .seal()
            .release();
    String at = "/api/v1/pickups/" + walk.token();
    onlyTheOfficerAndTheSupervisorName(walk, at);
    whoIsTakenOffOrHasEndedFindsNothing(walk, at);
    theDatabaseKnowsTheAgencyToo(walk);

    as(OFFICER).post(at + "/opening").then().statusCode(200);
    aLargeTransferShowsWhatWasSentBeforeItsEnd(walk);
    as(COLLEAGUE).get(at + "/file").then().statusCode(403);
    as(COLLEAGUE).post(at + "/opening").then().statusCode(200);
    as(OFFICER).get(at + "/file").then().statusCode(403);
    as(COLLEAGUE).get(at + "/receipt-text").then().statusCode(409);
    as(COLLEAGUE).get(at + "/file").then().statusCode(200);
    walk.await("DELIVERED");
    assertThat(
            as("alma.auditor")
                .get(walk.at("/timeline"))
                .jsonPath()
                .<String>getList("findAll { it.event == 'PickupStarted' }.who"))
        .containsExactly("Olivia Officer", "Oscar Officer");
    change(walk, OFFICER, "/end", COLLEAGUE).then().statusCode(409);
    theReceiptIsSigned(walk, at);
    assertThat(as("alma.auditor").get(walk.at("/timeline")).jsonPath().<String>getList("event"))
        .contains("ColleagueNamed", "ColleagueTakenOff", "ReceiptGiven", "ReceiptSigned");
  }

  private static void onlyTheOfficerAndTheSupervisorName(CaseWalk walk, String at) {
    as(COLLEAGUE).post(at + "/opening").then().statusCode(404);
    assertThat(token(walk, COLLEAGUE)).isNull();
    change(walk, COLLEAGUE, "", COLLEAGUE).then().statusCode(403);
    change(walk, CLERK, "", COLLEAGUE).then().statusCode(403);
    change(walk, STRANGER, "", STRANGER).then().statusCode(404);
    for (String unfit : List.of(STRANGER, SUPERVISOR, OFFICER, CLERK)) {
      change(walk, OFFICER, "", unfit).then().statusCode(422);
    }
    change(walk, OFFICER, "/end", COLLEAGUE).then().statusCode(422);
    change(walk, SUPERVISOR, "", COLLEAGUE).then().statusCode(200);
    change(walk, OFFICER, "", COLLEAGUE).then().statusCode(422);
    assertThat(token(walk, COLLEAGUE)).isEqualTo(walk.token());
    assertThat(token(walk, SUPERVISOR)).isNull();
    String page = "/requests/case/" + walk.reference() + "/colleagues";
    assertThat(Browser.of(SUPERVISOR).get(page).body()).contains("Oscar Officer", "/step-up/");
    assertThat(Browser.of(COLLEAGUE).get(page).body()).contains("the supervisor name colleagues");
  }

  private static void whoIsTakenOffOrHasEndedFindsNothing(CaseWalk walk, String at)
      throws Exception {
    change(walk, OFFICER, "/end", COLLEAGUE).then().statusCode(200);
    as(COLLEAGUE).post(at + "/opening").then().statusCode(404);
    change(walk, OFFICER, "", COLLEAGUE).then().statusCode(200);
    String row = " where id = (select id from officer where full_name = 'Oscar Officer')";
    Rows.asAdministrator("update officer set ended_at = now()" + row);
    try {
      assertThat(as(COLLEAGUE).post(at + "/opening").statusCode()).isIn(401, 403);
      assertThat(Browser.of(COLLEAGUE).get("/pickup/" + walk.token()).body())
          .doesNotContain("bag.zip.age");
    } finally {
      Rows.asAdministrator("update officer set ended_at = null" + row);
    }
  }

  private static void theDatabaseKnowsTheAgencyToo(CaseWalk walk) {
    for (String forged :
        List.of(
            "select gen_random_uuid(), g.case_id, g.id, o.id, g.officer_id, now() from delivery_grant g, officer o"
                + " where o.full_name = 'Hanna Harbour'",
            "select gen_random_uuid(), g.case_id, g.id, o.id, o.id, now() from delivery_grant g, officer o"
                + " where o.full_name = 'Oscar Officer'")) {
      assertThatThrownBy(() ->
              Rows.execute(
                  "insert into delivery_colleague "
                      + forged
                      + " and g.case_id = (select id from disclosure_case where reference = '"
                      + walk.reference()
                      + "')"))
          .hasMessageContaining("an officer of the same agency");
    }
    assertThatThrownBy(() -> Rows.execute("delete from delivery_colleague"))
        .hasMessageContaining("permission denied");
  }

  /** As if the package were a little larger than the bytes after which progress is written down. */
  private void aLargeTransferShowsWhatWasSentBeforeItsEnd(CaseWalk walk) throws Exception {
    byte[] block = new byte[1 << 20];
    int blocks = (int) (Transfers.TOLD_EACH / block.length) + 2;
    long size = (long) blocks * block.length;
    Stored stored =
        vault.putRaw(
            "large",
            out -> {
              for (int i = 0; i < blocks; i++) {
                out.write(block);
              }
            });
    DeliveryGrant grant =
        ActingAs.system(() ->
            QuarkusTransaction.requiringNew()
                .call(() -> rows.byToken(Deliveries.hash(walk.token())).orElseThrow()));
    Transfer large =
        new Transfer(
            1,
            "large",
            stored.digest(),
            size,
            0,
            size,
            grant.id(),
            grant.caseId(),
            stored.key(),
            grant.attempts(),
            Objects.requireNonNull(grant.openedBy()),
            stored.digest(),
            size + 1);
    whoIsSuspendedMeanwhileGetsNoMore(walk, large);
    List<Long> seen = new ArrayList<>();
    transfers.send(large, at(size, () -> seen.add(sent(walk))));
    assertThat(seen).containsExactly(Transfers.TOLD_EACH);
    assertThat(sent(walk)).isEqualTo(size);
    assertThat(walk.status()).as("one byte is missing").isEqualTo("RELEASED");
    vault.delete(stored.key());
  }

  /** For the agency as a whole, and for the person who opened it. */
  private void whoIsSuspendedMeanwhileGetsNoMore(CaseWalk walk, Transfer large) throws Exception {
    String agency = " where id = '01930000-0000-7000-8000-000000000201'";
    String officer = " where full_name = 'Olivia Officer'";
    List<String> shown = new ArrayList<>();
    for (String[] stop :
        new String[][] {
          {
            "update agency set suspended_at = now(), suspended_reason = 'compromised'" + agency,
            "update agency set suspended_at = null, suspended_reason = null" + agency
          },
          {
            "update officer set ended_at = now()" + officer,
            "update officer set ended_at = null" + officer
          }
        }) {
      try {
        assertThatThrownBy(() ->
                transfers.send(
                    large,
                    at(
                        1 << 16,
                        () -> {
                          Rows.asAdministrator(stop[0]);
                          shown.add(
                              Browser.of(CLERK).get("/desk/cases/" + walk.reference()).body());
                        })))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("may not go on");
      } finally {
        Rows.asAdministrator(stop[1]);
      }
      assertThat(sent(walk)).isEqualTo(Transfers.TOLD_EACH);
    }
    assertThat(shown.getFirst()).contains("The agency is suspended");
    assertThat(shown.getLast()).doesNotContain("The agency is suspended");
    assertThat(as("alma.auditor").get(walk.at("/timeline")).jsonPath().<String>getList("event"))
        .contains("PickupBroken");
  }

  /** Does something once, when {@code bytes} have been written. */
  private static OutputStream at(long bytes, Step step) {
    return new OutputStream() {
      private long sent;

      @Override
      public void write(int b) {
        throw new AssertionError("one by one");
      }

      @Override
      public void write(byte[] written, int offset, int length) throws IOException {
        sent += length;
        if (sent >= bytes && sent - length < bytes) {
          try {
            step.take();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    };
  }

  @FunctionalInterface
  private interface Step {
    void take() throws SQLException;
  }

  private static long sent(CaseWalk walk) {
    return as(OFFICER).get(walk.at("/deliveries")).then().extract().jsonPath().getLong("[0].sent");
  }

  private void theReceiptIsSigned(CaseWalk walk, String at) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "receipt");
    RecipientFixture.Pair pair =
        RecipientFixture.openPgp(folder, "ed25519 cv25519", "20261101T000000");
    Map<String, Object> held =
        as(COLLEAGUE).get(walk.at("/deliveries")).then().extract().path("[0]");
    String digest = (String) held.get("ciphertext");
    String text =
        as(COLLEAGUE).get(at + "/receipt-text").then().statusCode(200).extract().asString();
    assertThat(text)
        .contains("reference: " + walk.reference(), "sha256: " + digest, "named colleague");
    Files.writeString(folder.resolve("receipt.txt"), text);
    String signature =
        Tools.run(
            folder,
            "gpg --homedir gnupg --batch --quiet --pinentry-mode loopback --passphrase '' --armor --output -"
                + " --detach-sign receipt.txt 2>/dev/null");
    Response foreign = receipt(at, digest, signature);
    assertThat(foreign.statusCode()).isEqualTo(422);
    assertThat(foreign.asString()).contains("signature_foreign").doesNotContain("BEGIN PGP");

    String fingerprint = keys.usable(pair, KeyPurpose.AGENCY);
    try {
      receipt(at, digest, signature).then().statusCode(200);
    } finally {
      keys.revoke(fingerprint);
      RecipientFixture.endAgent(folder);
    }
    assertThat(receipt(at, digest, signature).jsonPath().getString("code"))
        .isEqualTo("receipt_given");
    Map<String, String> shown =
        as(RELEASER).get(walk.at("/receipts")).then().statusCode(200).extract().path("[0]");
    assertThat(shown).containsEntry("fingerprint", fingerprint).containsEntry("text", text);
    assertThat(Browser.of(RELEASER).get("/desk/cases/" + walk.reference()).body())
        .contains("signed with the key " + fingerprint);
    Path court = Files.createDirectories(folder.resolve("court"));
    Files.writeString(court.resolve("receipt.txt"), shown.get("text"));
    Files.writeString(court.resolve("receipt.asc"), shown.get("signature"));
    Files.writeString(court.resolve("key.asc"), shown.get("key"));
    String gpg = "gpg --homedir . --batch --quiet ";
    Tools.run(court, "chmod 700 . && " + gpg + "--import key.asc");
    Tools.run(court, gpg + "--verify receipt.asc receipt.txt");
    Files.writeString(court.resolve("receipt.txt"), text.replace("version 1", "version 2"));
    assertThat(Tools.fails(court, gpg + "--verify receipt.asc receipt.txt")).isTrue();
  }

  private static Response receipt(String at, String digest, String signature) {
    return as(COLLEAGUE)
        .body(Map.of("ciphertext", digest, "signature", signature))
        .post(at + "/receipt");
  }

  private static String token(CaseWalk walk, String person) {
    return as(person)
        .get(walk.at("/deliveries"))
        .then()
        .statusCode(200)
        .extract()
        .path("[0].token");
  }

  private static Response change(CaseWalk walk, String person, String how, String whom) {
    return walk.post(person, "/colleagues" + how, Map.of("officer", id(whom)));
  }

  private static String id(String username) {
    try {
      return Rows.one(
          "select id::text from officer where subject = '%1$s' union select id::text from staff_member where subject = '%1$s'"
              .formatted(
                  SeededPerson.ALL.stream()
                      .filter(person -> person.username().equals(username))
                      .findFirst()
                      .orElseThrow()
                      .subject()));
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }
}
