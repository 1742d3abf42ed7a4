package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.RELEASER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import io.chancery.Browser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What two people withhold is in no package, and everything that was read stays as it was. */
@QuarkusTest
class ExclusionsIT {
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/staff/begin[^\"]+)\"");
  private static final Pattern PROPOSAL =
      Pattern.compile("/desk/exclusions/[A-Z0-9-]+/([0-9a-f-]{36})");

  @ConfigProperty(name = "chancery.seed.folder")
  Path seed;

  @Test
  void aWithheldRecordIsInNoPackageAndStaysInTheCollectedSet() throws Exception {
    CaseWalk walk =
        CaseWalk.submitted(List.of("posts", "media")).verify().propose(2).approve().collect();
    String collected = collectedSet(walk);
    JsonPath found = search(walk, Map.of("group", "posts"));
    assertThat(found.getList("hits")).hasSize(50);
    assertThat(found.getInt("total")).isEqualTo(167);
    String post = found.getString("hits[0].fields.id");
    String picture =
        search(walk, Map.of("group", "media", "text", "media/")).getString("hits[0].file");
    String pictureKey =
        search(walk, Map.of("text", picture)).getString("hits.find { it.fields.size() == 0 }.key");

    String first = proposed(walk, "attorney-client-privilege", found.getString("hits[0].key"));
    refusesToSeal(walk);
    answer(walk, APPROVER, first, "confirmation").then().statusCode(200);
    String second = proposed(walk, "third-party", pictureKey);
    answer(walk, REVIEWER, second, "confirmation").then().statusCode(200);
    String third = proposed(walk, "other", found.getString("hits[1].key"));
    answer(walk, REVIEWER, third, "rejection").then().statusCode(200);

    Map<String, byte[]> files = delivered(walk);
    assertThat(text(files, "accounts/1/records/posts.jsonl"))
        .doesNotContain("\"id\":\"" + post + "\"")
        .contains("\"id\":\"" + found.getString("hits[1].fields.id") + "\"");
    assertThat(text(files, "accounts/1/records/posts.csv")).doesNotContain(post);
    assertThat(files.keySet())
        .noneMatch(name -> name.endsWith(picture))
        .anyMatch(name -> name.contains("/media/"));
    assertThat(text(files, "bag-info.txt"))
        .as("whose key opens this copy")
        .contains("Recipient-Fingerprint: " + recipient(walk));
    assertThat(text(files, "data/withheld.csv"))
        .contains("1,posts,attorney-client-privilege,1", "1,media,third-party,1");
    assertThat(text(files, "custody/certificate.json"))
        .contains("\"reason\":\"attorney-client-privilege\",\"count\":1");
    assertThat(text(files, "custody/events.jsonl"))
        .contains("ExclusionConfirmed")
        .doesNotContain("ExclusionProposed", "RecordsViewed");
    assertThat(collectedSet(walk)).as("the collected set").isEqualTo(collected);
    assertThat(
            as(CUSTODIAN)
                .get(walk.at("/collection"))
                .jsonPath()
                .getInt("artefacts.find { it.name == 'records/posts.jsonl' }.rows"))
        .isEqualTo(167);
  }

  @Test
  void whatWasWithheldComesBackByTwoAndStaysWithheldWhenReadAgain() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect();
    Map<String, Object> all = new HashMap<>(proposal(walk, "out-of-scope"));
    all.put("found", Map.of("group", "posts"));
    String everything =
        walk.post(CUSTODIAN, "/exclusions", all).then().statusCode(200).extract().path("exclusion");
    answer(walk, REVIEWER, everything, "confirmation").then().statusCode(200);
    assertThat(search(walk, Map.of()).getList("hits.withheld")).containsOnly("out-of-scope");

    walk.post(
            CUSTODIAN,
            "/collection/repetition",
            Map.of("seenVersion", walk.version(), "reason", "source-was-mended"))
        .then()
        .statusCode(200);
    walk.await("COLLECTED");
    JsonPath again = search(walk, Map.of("page", 4));
    assertThat(again.getInt("pages")).isEqualTo(4);
    assertThat(again.getList("hits.withheld")).hasSize(17).containsOnly("out-of-scope");

    Map<String, Object> back = new HashMap<>(proposal(walk, "other"));
    back.put("change", "include");
    back.put("items", List.of(again.getString("hits[16].key")));
    String included =
        walk.post(CUSTODIAN, "/exclusions", back)
            .then()
            .statusCode(200)
            .extract()
            .path("exclusion");
    answer(walk, APPROVER, included, "confirmation").then().statusCode(200);
    Map<String, byte[]> files = delivered(walk);
    assertThat(text(files, "accounts/1/records/posts.jsonl").lines()).hasSize(1);
    assertThat(text(files, "data/withheld.csv")).contains("1,posts,out-of-scope,166");
  }

  @Test
  void theWrongPersonIsRefusedByApi() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect();
    Map<String, Object> search = Map.of("group", "posts");
    for (String other : List.of(REVIEWER, APPROVER, RELEASER, "alma.auditor", OFFICER)) {
      walk.post(other, "/records/search", search).then().statusCode(403);
    }
    String key = search(walk, search).getString("hits[0].key");
    String exclusion = proposed(walk, "third-party", key);
    for (String other : List.of(CUSTODIAN, RELEASER, "alma.auditor")) {
      answer(walk, other, exclusion, "confirmation").then().statusCode(403);
      answer(walk, other, exclusion, "rejection").then().statusCode(403);
    }
    as(RELEASER).get(walk.at("/exclusions/" + exclusion + "/records")).then().statusCode(403);
    walk.post(
            REVIEWER,
            "/exclusions/" + exclusion + "/confirmation",
            Map.of("seenVersion", walk.version(), "shown", "0".repeat(64)))
        .then()
        .statusCode(409);
    Map<String, Object> twice = new HashMap<>(proposal(walk, "other"));
    twice.put("items", List.of(key));
    assertThat(walk.post(CUSTODIAN, "/exclusions", twice).jsonPath().getString("errors[0].code"))
        .isEqualTo("exclusion_open");
    twice.put("items", List.of("f".repeat(64)));
    assertThat(walk.post(CUSTODIAN, "/exclusions", twice).jsonPath().getString("errors[0].code"))
        .isEqualTo("exclusion_unknown");
    answer(walk, REVIEWER, exclusion, "confirmation").then().statusCode(200);
    answer(walk, APPROVER, exclusion, "rejection").then().statusCode(409);
    List<String> events = as("alma.auditor").get(walk.at("/timeline")).jsonPath().getList("event");
    assertThat(events).contains("RecordsViewed", "ExclusionProposed", "ExclusionConfirmed");
  }

  @Test
  void theWrongPersonIsRefusedByTheDatabase() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect();
    String exclusion =
        proposed(walk, "third-party", search(walk, Map.of()).getString("hits[0].key"));
    String answered =
        "insert into exclusion_answer select id, case_id, true, %s, now() from exclusion where id = '"
            + exclusion
            + "'";
    String step =
        "insert into step_taken select gen_random_uuid(), case_id, 'ConfirmExclusion', %s, '%s', null,"
            + " 'COLLECTED', now() from exclusion where id = '"
            + exclusion
            + "'";
    assertThatThrownBy(() ->
            Rows.execute(
                answered.formatted("proposed_by"), step.formatted("proposed_by", "approver")))
        .hasMessageContaining("a custodian who proposes");
    assertThatThrownBy(() -> Rows.execute(answered.formatted("gen_random_uuid()")))
        .as("without the step")
        .hasMessageContaining("a custodian who proposes");
    assertThatThrownBy(() ->
            Rows.execute(
                answered.formatted("'" + walkReleaser() + "'"),
                step.formatted("'" + walkReleaser() + "'", "releaser")))
        .as("another role")
        .hasMessageContaining("a custodian who proposes");
    assertThatThrownBy(() ->
            Rows.execute(
                "update disclosure_case set status = 'SEALED' where reference = '"
                    + walk.reference()
                    + "'"))
        .hasMessageContaining("waits for its answer");
    for (String change :
        List.of(
            "delete from exclusion",
            "update excluded_item set item_key = repeat('0', 64)",
            "delete from exclusion_answer",
            "delete from target_count",
            "update linked_account set hint = 'x'")) {
      assertThatThrownBy(() -> Rows.execute(change)).as(change).isNotNull();
    }
    assertThat(walk.status()).isEqualTo("COLLECTED");
  }

  @Test
  void peopleDoItByPages() {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect();
    String reference = walk.reference();
    String records = "/desk/records/" + reference;
    Browser custodian = Browser.of(CUSTODIAN);
    Browser reviewer = Browser.of(REVIEWER);
    for (Browser other : List.of(reviewer, Browser.of(RELEASER))) {
      assertThat(other.get(records).status()).isEqualTo(403);
    }
    assertThat(Browser.of(RELEASER).get("/desk/exclusions/" + reference).status()).isEqualTo(403);
    Browser.Page page = custodian.get(records);
    assertThat(page.body()).contains("Whatever you see here is an entry");
    page = custodian.post(page, records + "/search", Map.of("text", "", "group", "posts"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("167 items", "Page 1 of 4", "Next page");
    assertThat(page.uri().toString()).doesNotContain("text");
    String key = find(page.body(), "type=\"checkbox\" value=\"([0-9a-f]{64})\"");
    String version = find(page.body(), "name=\"seenVersion\" value=\"([0-9]+)\"");
    Map<String, String> form = new HashMap<>();
    form.put("seenVersion", version);
    form.put("group", "posts");
    form.put("extent", "chosen");
    form.put("change", "exclude");
    form.put("items", key);
    form.put("words", "A letter to counsel.");
    var wrong = custodian.post(page, records + "/proposals", form);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("href=\"#reason\"", "A letter to counsel.", "checked");
    new Shots().take(custodian, "records", records);
    form.put("reason", "attorney-client-privilege");
    var list = custodian.post(wrong, records + "/proposals", form);
    assertThat(list.uri().getPath()).isEqualTo("/desk/exclusions/" + reference);
    assertThat(list.body()).contains("Waits for a second person", "Attorney-client privilege");

    Matcher link = PROPOSAL.matcher(list.body());
    assertThat(link.find()).isTrue();
    String here = link.group();
    Browser.Page proposal = reviewer.get(here);
    assertThat(proposal.body()).contains("A letter to counsel.", "1 item");
    Matcher touch = TOUCH.matcher(proposal.body());
    assertThat(touch.find()).isTrue();
    proposal = reviewer.get(touch.group(1).replace("&amp;", "&"));
    assertThat(proposal.uri().getPath()).isEqualTo(here);
    new Shots().take(reviewer, "exclusion", here);
    var answered =
        reviewer.post(
            proposal,
            here + "/confirmation",
            Map.of(
                "seenVersion", find(proposal.body(), "name=\"seenVersion\" value=\"([0-9]+)\""),
                "shown", find(proposal.body(), "name=\"shown\" value=\"([0-9a-f]{64})\"")));
    assertThat(answered.body()).contains("Confirmed", "Rita Reviewer");
    new Shots().take(reviewer, "exclusions", "/desk/exclusions/" + reference);
  }

  private static void refusesToSeal(CaseWalk walk) {
    assertThat(
            walk.post(CUSTODIAN, "/package", Map.of("seenVersion", walk.version()))
                .then()
                .statusCode(409)
                .extract()
                .<String>path("code"))
        .isEqualTo("guard_EXCLUSIONS_OPEN");
  }

  private static JsonPath search(CaseWalk walk, Map<String, Object> input) {
    return walk.post(CUSTODIAN, "/records/search", input)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static Map<String, Object> proposal(CaseWalk walk, String reason) {
    return Map.of(
        "seenVersion", walk.version(), "change", "exclude", "reason", reason, "words", "Why.");
  }

  private static String proposed(CaseWalk walk, String reason, String key) {
    Map<String, Object> body = new HashMap<>(proposal(walk, reason));
    body.put("items", List.of(key));
    return walk.post(CUSTODIAN, "/exclusions", body)
        .then()
        .statusCode(200)
        .extract()
        .path("exclusion");
  }

  private static Response answer(CaseWalk walk, String person, String exclusion, String how) {
    String shown =
        as(CUSTODIAN)
            .get(walk.at("/exclusions"))
            .then()
            .statusCode(200)
            .extract()
            .path("find { it.id == '" + exclusion + "' }.shown");
    return walk.post(
        person,
        "/exclusions/" + exclusion + "/" + how,
        Map.of("seenVersion", walk.version(), "shown", shown));
  }

  private static String recipient(CaseWalk walk) throws SQLException {
    return Rows.one(
        "select p.recipient from production p join disclosure_case c on c.id = p.case_id"
            + " where c.reference = '%s'".formatted(walk.reference()));
  }

  private Map<String, byte[]> delivered(CaseWalk walk) throws Exception {
    walk.seal().release();
    String token = walk.token();
    as(OFFICER).post("/api/v1/pickups/" + token + "/opening").then().statusCode(200);
    byte[] file =
        as(OFFICER).get("/api/v1/pickups/" + token + "/file").then().extract().asByteArray();
    String identity = Files.readString(seed.resolve("metro-police.agekey")).strip();
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (InputStream plain =
            Channels.newInputStream(
                new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(
                        Channels.newChannel(new ByteArrayInputStream(file)),
                        List.of(
                            X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(
                                identity))));
        ZipInputStream zip = new ZipInputStream(plain)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static String text(Map<String, byte[]> files, String end) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(end))
        .map(file -> new String(file.getValue(), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  private static String collectedSet(CaseWalk walk) throws Exception {
    return Rows.one(
        "select sha256 from hand_off where kind = 'CollectedSet' and case_id = (select id from disclosure_case"
            + " where reference = '"
            + walk.reference()
            + "') order by at desc limit 1");
  }

  private static String walkReleaser() throws Exception {
    return Rows.one("select id from staff_member where full_name = 'Rosa Releaser'");
  }

  private static String find(String body, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(body);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }
}
