package io.chancery.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chancery.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged portal is killed between and within the steps of one case, without warning. Nothing
 * is lost, nothing happens twice, and the ledger is whole.
 */
class CrashIT {
  private static final List<String> ONCE =
      List.of(
          "RequestSubmitted",
          "RequestVerified",
          "DecisionProposed",
          "DecisionApproved",
          "CollectionBegun",
          "CollectionFinished",
          "ProductionReleased",
          "PickupStarted",
          "HandedOver");

  private static final List<String> EACH_PACKAGING =
      List.of("ArtefactsAccepted", "PayloadSealed", "PackageSealed");

  /** How often packaging is killed; {@code -Dchancery.package-kills=20} for more than CI does. */
  private static final int KILLS = Integer.getInteger("chancery.package-kills", 3);

  /** About as long as packaging this case takes. */
  private static final int LONGEST_DELAY_MILLIS = 3_000;

  @TempDir Path out;

  @Test
  void aPortalThatIsKilledAnywhereLosesAndRepeatsNothing() throws Exception {
    Files.createDirectories(out.resolve("answers"));
    try (DemoPortal portal = DemoPortal.start(out);
        DemoPeople people = new DemoPeople(portal.url())) {
      DemoApi api = new DemoApi(portal.url(), people, out.resolve("answers"));
      String draft =
          api.post("olivia.officer", "/api/v1/requests", Fixtures.request("26-CR-1", groups()))
              .get("id")
              .asText();
      String at = "/api/v1/requests/" + draft;
      api.upload("olivia.officer", at + "/instrument", Fixtures.warrant("26-CR-1"));
      api.stepUpAll("olivia.officer", "clara.clerk", "rita.reviewer", "anna.approver");

      crash(portal);
      String reference =
          api.post("olivia.officer", at + "/submission", Map.of()).get("reference").asText();
      String at2 = "/api/v1/cases/" + reference;
      for (String check : List.of("requester-identity", "instrument-authentic", "scope-legible")) {
        api.post(
            "clara.clerk",
            at2 + "/checks",
            Map.of("name", check, "passed", true, "evidence", "seen"));
      }
      api.post(
          "clara.clerk",
          at2 + "/orders/1/check",
          Map.of("confirmed", true, "evidence", "read back by the court's clerk"));
      api.post("clara.clerk", at2 + "/verification", seen(api, at2));
      api.post("rita.reviewer", at2 + "/resolutions", Map.of());
      List<Map<String, Object>> items = new ArrayList<>();
      for (int item = 1; item <= groups().size(); item++) {
        items.add(Map.of("item", item, "outcome", "GRANT", "reason", "within-instrument"));
      }
      api.post(
          "rita.reviewer",
          at2 + "/proposal",
          Map.of("seenVersion", api.version("rita.reviewer", at2), "items", items));
      String shown = api.get("anna.approver", at2 + "/decision").get("digest").asText();
      api.post(
          "anna.approver",
          at2 + "/approval",
          Map.of("seenVersion", api.version("anna.approver", at2), "shown", shown));
      api.stepUpAll("cora.custodian", "rosa.releaser", "alma.auditor");

      api.post("cora.custodian", at2 + "/collection", seen(api, at2));
      crash(portal);
      api.await("cora.custodian", at2, "COLLECTED");

      int packagings = killWhilePackaging(portal, api, at2);

      JsonNode sealed = api.awaitField("rosa.releaser", at2 + "/sealed", "checkpointed", "true");
      api.post(
          "rosa.releaser",
          at2 + "/release",
          Map.of(
              "seenVersion",
              api.version("rosa.releaser", at2),
              "shown",
              sealed.get("ciphertext").asText()));
      String token = api.get("olivia.officer", at2 + "/deliveries").get(0).get("token").asText();
      api.post("olivia.officer", "/api/v1/pickups/" + token + "/opening", Map.of());
      crash(portal);
      Path file = out.resolve("production");
      api.download("olivia.officer", "/api/v1/pickups/" + token + "/file", file);
      new DemoCheck(out).sha256(file, sealed.get("ciphertext").asText());
      api.await("cora.custodian", at2, "DELIVERED");

      List<String> events = new ArrayList<>();
      for (JsonNode line : api.get("alma.auditor", at2 + "/timeline")) {
        events.add(line.get("event").asText());
      }
      for (String event : ONCE) {
        assertThat(Collections.frequency(events, event)).as(event).isEqualTo(1);
      }
      for (String event : EACH_PACKAGING) {
        assertThat(Collections.frequency(events, event)).as(event).isEqualTo(packagings);
      }
      api.awaitSealedTimeline("alma.auditor", at2);
      Files.createDirectories(out.resolve("keys"));
      Files.writeString(out.resolve("keys/log.vkey"), api.text("/ledger/vkey"));
      Path zip = out.resolve("ledger.zip");
      api.download("alma.auditor", "/api/v1/ledger/export", zip);
      new DemoCheck(out).ledger(zip);

      Path said = out.resolve("verify-ledger.txt");
      int exit = portal.command(said, "verify-ledger");
      assertThat(exit).as(Files.readString(said)).isZero();
      assertThat(Files.readString(said))
          .contains("of acts of two people say what the ledger says.");
    }
  }

  /**
   * Kills packaging at random points, counted from when it was seen to begin, until it has been
   * killed often enough; a package that was faster is voided and made again.
   *
   * @return how many packagings were asked for; the last one is sealed
   */
  private int killWhilePackaging(DemoPortal portal, DemoApi api, String at) throws Exception {
    Random random = new Random();
    // What the crash during collection left is swept after a day.
    String unfinished = attempt(portal);
    int asked = 0;
    int kills = 0;
    while (kills < KILLS) {
      if (asked > 0) {
        api.post(
            "cora.custodian",
            at + "/package/voiding",
            Map.of("seenVersion", api.version("cora.custodian", at), "reason", "made-again"));
      }
      String before = attempt(portal);
      api.post("cora.custodian", at + "/package", seen(api, at));
      asked++;
      while (kills < KILLS && begins(portal, api, at, before)) {
        before = attempt(portal);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
        crash(portal);
        kills++;
      }
      api.await("cora.custodian", at, "SEALED");
      JsonNode made = api.get("cora.custodian", at + "/package");
      assertThat(made).hasSize(asked);
      assertThat(made.get(0).get("status").asText()).isEqualTo("SEALED");
    }
    assertThat(attempt(portal)).isEqualTo(unfinished);
    List<Path> packages = files(portal.vault().resolve("package"));
    assertThat(packages).as("one for each packaging, none of an attempt").hasSize(asked);
    return asked;
  }

  /** Waits until another attempt writes than the one that wrote before, or the case is sealed. */
  private static boolean begins(DemoPortal portal, DemoApi api, String at, String before)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < end) {
      String now = attempt(portal);
      if (!now.isEmpty() && !now.equals(before)) {
        return true;
      }
      if (api.status("cora.custodian", at).equals("SEALED")) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new DemoFailed("waited a minute for packaging to begin");
  }

  /** The unfinished file that is being written; empty when there is none. */
  private static String attempt(DemoPortal portal) throws IOException {
    return files(portal.vault().resolve(".unfinished")).stream()
        .map(file -> file.getFileName().toString())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> groups() {
    return List.of("subscriber", "sessions", "posts", "messages", "media");
  }

  private static Map<String, Object> seen(DemoApi api, String at) {
    return Map.of("seenVersion", api.version("clara.clerk", at));
  }

  private static void crash(DemoPortal portal) throws Exception {
    portal.kill();
    portal.startAgain();
  }
}
