package io.chancery.demo;

import io.chancery.Fixtures;
import io.chancery.platform.embedded.SeededPerson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The demonstration: one case through the whole path on a running portal, by real people's tokens
 * from a real browser, ending with tools that others wrote. {@code deploy/demo} starts it.
 */
public final class Demo {
  private final DemoApi api;
  private final Path out;
  private int step;

  private Demo(DemoApi api, Path out) {
    this.api = api;
    this.out = out;
  }

  /**
   * Runs the demonstration.
   *
   * @param arguments the output folder, then optionally the base URL of a running portal
   */
  public static void main(String... arguments) throws Exception {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: deploy/demo OUT [BASE_URL]");
      System.exit(2);
    }
    Path out = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(out.resolve("answers"));
    try {
      if (arguments.length == 2) {
        Path identity = Path.of(".local", "dev", "agencies", SeededPerson.METRO + ".agekey");
        walk(URI.create(arguments[1]), out, identity);
      } else {
        try (DemoPortal portal = DemoPortal.start(out)) {
          walk(portal.url(), out, portal.agencyIdentity());
        }
      }
      System.out.println("All of it held. See " + out);
      System.exit(0);
    } catch (DemoFailed e) {
      System.err.println("FAILED: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void walk(URI url, Path out, Path identity) throws Exception {
    try (DemoPeople people = new DemoPeople(url)) {
      new Demo(new DemoApi(url, people, out.resolve("answers")), out).walk(identity);
    }
  }

  private void walk(Path identity) throws Exception {
    String docket = "26-MJ-" + Long.toString(System.currentTimeMillis(), 36);
    String draft =
        api.post(
                "olivia.officer",
                "/api/v1/requests",
                Fixtures.request(
                    docket, List.of("subscriber", "sessions", "posts", "messages", "media")))
            .get("id")
            .asText();
    api.upload(
        "olivia.officer", "/api/v1/requests/" + draft + "/instrument", Fixtures.warrant(docket));
    var receipt = api.post("olivia.officer", "/api/v1/requests/" + draft + "/submission", Map.of());
    String reference = receipt.get("reference").asText();
    keep("submission-receipt.json", receipt.toPrettyString());
    say("an officer submitted %s; the answer is due %s", reference, receipt.get("dueAt").asText());

    String at = "/api/v1/cases/" + reference;
    for (String check : List.of("requester-identity", "instrument-authentic", "scope-legible")) {
      api.post(
          "clara.clerk",
          at + "/checks",
          Map.of("name", check, "passed", true, "evidence", "compared with the court's register"));
    }
    api.post(
        "clara.clerk",
        at + "/orders/1/check",
        Map.of("confirmed", true, "evidence", "read back by the court's clerk"));
    api.post("clara.clerk", at + "/verification", seen(at));
    say("a clerk verified requester and instrument");

    api.post("rita.reviewer", at + "/resolutions", Map.of());
    List<Map<String, Object>> items = new java.util.ArrayList<>();
    for (int item = 1; item <= 5; item++) {
      items.add(Map.of("item", item, "outcome", "GRANT", "reason", "within-instrument"));
    }
    api.post(
        "rita.reviewer",
        at + "/proposal",
        Map.of("seenVersion", api.version("rita.reviewer", at), "items", items));
    say("a reviewer proposed a decision about %d items", items.size());

    String shown = api.get("anna.approver", at + "/decision").get("digest").asText();
    api.post(
        "anna.approver",
        at + "/approval",
        Map.of("seenVersion", api.version("anna.approver", at), "shown", shown));
    say("another person approved exactly what was shown (%s…)", shown.substring(0, 12));

    api.post("cora.custodian", at + "/collection", seen(at));
    api.await("cora.custodian", at, "COLLECTED");
    long rows = 0;
    for (var task : api.get("cora.custodian", at + "/collection").get("tasks")) {
      rows += task.get("rows").asLong();
    }
    say("collection read %d records of the platform, and nothing else", rows);

    api.post("cora.custodian", at + "/package", seen(at));
    api.await("cora.custodian", at, "SEALED");
    var sealed = api.awaitField("rosa.releaser", at + "/sealed", "checkpointed", "true");
    String ciphertext = sealed.get("ciphertext").asText();
    say("the custodian sealed %s", sealed.get("fileName").asText());

    api.post(
        "rosa.releaser",
        at + "/release",
        Map.of("seenVersion", api.version("rosa.releaser", at), "shown", ciphertext));
    say("a releaser, who is not the custodian, released it");

    String token = api.get("olivia.officer", at + "/deliveries").get(0).get("token").asText();
    api.post("olivia.officer", "/api/v1/pickups/" + token + "/opening", Map.of());
    Path production = out.resolve(sealed.get("fileName").asText());
    api.download("olivia.officer", "/api/v1/pickups/" + token + "/file", production);
    DemoCheck check = new DemoCheck(out);
    check.sha256(production, ciphertext);
    api.await("cora.custodian", at, "DELIVERED");
    var given =
        api.post(
            "olivia.officer",
            "/api/v1/pickups/" + token + "/receipt",
            Map.of("ciphertext", ciphertext));
    keep("delivery-receipt.json", given.toPrettyString());
    say("the officer fetched %d bytes and gave a receipt", Files.size(production));

    var timeline = api.get("alma.auditor", at + "/timeline");
    StringBuilder sentences = new StringBuilder();
    for (var line : timeline) {
      sentences.append("   ").append(line.get("sentence").asText()).append('\n');
    }
    keep("timeline.json", timeline.toPrettyString());
    api.awaitSealedTimeline("alma.auditor", at);
    Path zip = out.resolve("ledger.zip");
    api.download("alma.auditor", "/api/v1/ledger/export", zip);
    keepKeys();
    say("the ledger says:%n%s", sentences.toString().stripTrailing());

    Files.copy(
        identity,
        out.resolve("metro-police.agekey"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    check.ledger(zip);
    check.production(production, out.resolve("metro-police.agekey"));
    say("decrypted and verified with tools that others wrote: %s", check.held());
  }

  private Map<String, Object> seen(String at) {
    return Map.of("seenVersion", api.version("clara.clerk", at));
  }

  /** What a verifier needs and would get from the operator by another way. */
  private void keepKeys() throws Exception {
    Files.createDirectories(out.resolve("keys"));
    keep("keys/log.vkey", api.text("/ledger/vkey"));
    for (String name : List.of("signer-chain.pem", "tsa-chain.pem", "openpgp.asc")) {
      keep("keys/" + name, api.text("/verification/" + name));
    }
  }

  private void keep(String name, String text) throws IOException {
    Files.writeString(out.resolve(name), text.endsWith("\n") ? text : text + "\n");
  }

  private void say(String format, Object... values) {
    System.out.printf("%2d. %s%n", ++step, String.format(format, values));
  }
}
