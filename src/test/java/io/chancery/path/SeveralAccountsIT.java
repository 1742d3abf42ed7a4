package io.chancery.path;

import static io.chancery.path.CaseWalk.APPROVER;
import static io.chancery.path.CaseWalk.CUSTODIAN;
import static io.chancery.path.CaseWalk.OFFICER;
import static io.chancery.path.CaseWalk.REVIEWER;
import static io.chancery.path.CaseWalk.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.chancery.platform.embedded.SamplePlatform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An address that two accounts use: each is seen, decided, read and handed over on its own. */
@QuarkusTest
class SeveralAccountsIT {
  private String shared;
  private String own;

  @BeforeEach
  void twoAccountsUseOneAddress() throws SQLException {
    shared = address(SamplePlatform.LOOK_ALIKE);
    own = address(SamplePlatform.QUIET);
    // Case is all that tells them apart, as in rows from before addresses were compared without it.
    uses(SamplePlatform.QUIET, shared.toUpperCase(java.util.Locale.ROOT));
  }

  @AfterEach
  void eachHasItsOwnAgain() throws SQLException {
    uses(SamplePlatform.QUIET, own);
  }

  @Test
  void oneOfTwoAccountsIsGrantedAndTheOtherIsNeverRead() throws Exception {
    CaseWalk walk = CaseWalk.submitted(form(Fixtures.request(CaseWalk.newDocket(), GROUPS)));
    walk.verify();
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    as(REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    as(REVIEWER).post(walk.at("/counts")).then().statusCode(204);

    JsonPath seen = as(REVIEWER).get(walk.at("")).then().statusCode(200).extract().jsonPath();
    assertThat(seen.getList("targets.number")).containsExactly(1, 2);
    assertThat(seen.getList("targets.accountOf")).containsExactly(null, 1);
    assertThat(seen.getList("targets.items.flatten().number")).containsExactly(1, 2, 3, 4);
    JsonPath found = as(REVIEWER).get(walk.at("/counts")).jsonPath();
    assertThat(found.getList("account", String.class)).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(found.getList("items.flatten().item")).containsExactly(1, 2, 3, 4);
    JsonPath agency = as(OFFICER).get(walk.at("")).then().statusCode(200).extract().jsonPath();
    assertThat(agency.getList("targets.number")).containsExactly(1);

    String review = "/desk/review/" + walk.reference();
    Browser reviewer = Browser.of(REVIEWER);
    assertThat(reviewer.get(review).body())
        .contains("Several accounts answer to this identifier", found.getString("[1].account"));
    new Shots().take(reviewer, "several-accounts", review);
    forgedAccountsAreRefused(walk);

    proposed(walk, List.of(granted(1), granted(2), denied(3), denied(4), granted(5)))
        .statusCode(422)
        .body("errors[0].field", equalTo("items"));
    proposed(walk, List.of(granted(1), granted(2), denied(3), denied(4))).statusCode(200);
    assertThat(Browser.of(APPROVER).get("/desk/approval/" + walk.reference()).body())
        .contains("Answers to the identifier of target 1 as well", "(Target 2)");
    walk.approve().collect();

    JsonPath collected = as(CUSTODIAN).get(walk.at("/collection")).jsonPath();
    assertThat(collected.getList("tasks.target")).containsExactly(1);
    assertThat(collected.getList("artefacts.target", Integer.class)).containsOnly(1);
    assertThat(
            Rows.one(
                "select string_agg(distinct account_hash, ' ') from account_read where case_id = (%s)"
                    .formatted(of(walk))))
        .isEqualTo(
            Rows.one(
                "select account_hash from target where number = 1 and case_id = (%s)"
                    .formatted(of(walk))));
    assertThat(as(OFFICER).get(walk.at("/letters/2/en.html")).then().extract().asString())
        .contains("account 1 of 2 that answer", "account 2 of 2 that answer");
    assertThat(as("alma.auditor").get(walk.at("/timeline")).jsonPath().getList("sentence"))
        .anyMatch(line -> line.toString().contains("led to 2 accounts"));
  }

  @Test
  void aPreservationStoresEachOfThemAndTellsTheAgencyNothing() throws Exception {
    Map<String, Object> form =
        new HashMap<>(form(Fixtures.openRequest(CaseWalk.newDocket(), GROUPS)));
    form.put("kind", "preservation-2703f");
    form.put("issuerType", "law-enforcement-agency");
    CaseWalk walk = CaseWalk.submitted(form).verify();
    walk.post(CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()))
        .then()
        .statusCode(200);
    walk.await("PRESERVED");
    assertThat(as(CUSTODIAN).get(walk.at("/collection")).jsonPath().getList("tasks.target"))
        .containsExactly(1, 2);
    assertThat(
            Rows.one(
                "select count(distinct target) from collected_artefact where case_id = (%s)"
                    .formatted(of(walk))))
        .isEqualTo("2");
    assertThat(as(OFFICER).get(walk.at("")).jsonPath().getList("targets.number"))
        .containsExactly(1);
  }

  @Test
  void aPreservationOfTooManyAccountsStopsWithWordsAndGoesOnWhenTheCustodianSays()
      throws Exception {
    Map<String, Object> form =
        new HashMap<>(form(Fixtures.openRequest(CaseWalk.newDocket(), GROUPS)));
    form.put("kind", "preservation-2703f");
    form.put("issuerType", "law-enforcement-agency");
    CaseWalk walk = CaseWalk.submitted(form).verify();
    Map<String, String> addresses = others();
    try {
      spelledInAsManyWays(addresses.keySet());
      walk.post(CUSTODIAN, "/collection", Map.of("seenVersion", walk.version()))
          .then()
          .statusCode(200);
      walk.awaitThat(() -> task(walk, "failure") != null, "the lookup to end");
    } finally {
      for (Map.Entry<String, String> address : addresses.entrySet()) {
        ofUser(address.getKey(), address.getValue());
      }
    }
    assertThat(task(walk, "status")).isEqualTo("FAILED");
    String here = "/desk/collection/" + walk.reference();
    Browser custodian = Browser.of(CUSTODIAN);
    Browser.Page page = custodian.get(here);
    assertThat(page.body())
        .contains("too many accounts answer to the identifier", "Go on without it")
        .doesNotContain("AMBIGUOUS");
    assertThat(as(OFFICER).get(walk.at("/timeline")).jsonPath().getList("event"))
        .doesNotContain("SourceFailed");

    custodian.post(page, here + "/retry", Map.of("target", "1"));
    walk.await("PRESERVED");
    assertThat(as(CUSTODIAN).get(walk.at("/collection")).jsonPath().getList("tasks.status"))
        .containsExactly("SUCCEEDED", "SUCCEEDED");
  }

  private static String task(CaseWalk walk, String field) {
    return as(CUSTODIAN).get(walk.at("/collection")).jsonPath().getString("tasks[0]." + field);
  }

  /** Addresses of as many other users as make too many together with one, by the user's id. */
  private Map<String, String> others() throws SQLException {
    Map<String, String> addresses = new HashMap<>();
    try (Connection platform = platform();
        PreparedStatement sql =
            platform.prepareStatement(
                "select id::text, email from users where confirmed_at is not null"
                    + " and lower(email) <> lower(?) order by id limit 20")) {
      sql.setString(1, shared);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          addresses.put(row.getString(1), row.getString(2));
        }
      }
    }
    assertThat(addresses).hasSize(20);
    return addresses;
  }

  /** Each with a spelling of its own: the first five letters, great or small. */
  private void spelledInAsManyWays(Iterable<String> users) throws SQLException {
    assertThat(shared).as("five letters first").matches("[a-z]{5}.*");
    int ways = 0;
    for (String user : users) {
      ways++;
      StringBuilder spelling = new StringBuilder(shared);
      for (int letter = 0; letter < 5; letter++) {
        if ((ways >> letter & 1) == 1) {
          spelling.setCharAt(letter, Character.toUpperCase(shared.charAt(letter)));
        }
      }
      ofUser(user, spelling.toString());
    }
  }

  private static void ofUser(String id, String address) throws SQLException {
    try (Connection platform = platform();
        PreparedStatement sql =
            platform.prepareStatement("update users set email = ? where id = ?::bigint")) {
      sql.setString(1, address);
      sql.setString(2, id);
      assertThat(sql.executeUpdate()).isEqualTo(1);
    }
  }

  private static final List<String> GROUPS = List.of("subscriber", "posts");

  private Map<String, Object> form(Map<String, Object> request) {
    @SuppressWarnings("unchecked")
    Map<String, Object> target =
        new HashMap<>(((List<Map<String, Object>>) request.get("targets")).getFirst());
    target.put("identifierKind", "email");
    target.put("identifier", shared);
    Map<String, Object> form = new HashMap<>(request);
    form.put("targets", List.of(target));
    return form;
  }

  private static Map<String, Object> granted(int item) {
    return Map.of("item", item, "outcome", "GRANT", "reason", "within-instrument");
  }

  private static Map<String, Object> denied(int item) {
    return Map.of(
        "item", item, "outcome", "DENY", "reason", "overbroad", "explanation", "somebody else");
  }

  private static io.restassured.response.ValidatableResponse proposed(
      CaseWalk walk, List<Map<String, Object>> items) {
    return walk.post(REVIEWER, "/proposal", Map.of("seenVersion", walk.version(), "items", items))
        .then();
  }

  /**
   * With the application's own login: an account of nobody's identifier, and more than is asked.
   */
  private static void forgedAccountsAreRefused(CaseWalk walk) {
    for (String forged :
        List.of(
            "insert into target select gen_random_uuid(), case_id, 3, identifier_kind,"
                + " identifier_sealed, 'another', time_zone, resolution, account_sealed,"
                + " account_hash, 0, 1 from target where number = 1 and case_id = (%s)",
            "update target set account_of = null where number = 2 and case_id = (%s)",
            "insert into scope_item select gen_random_uuid(), case_id, 2, 9, 'messages',"
                + " period_from, period_until from scope_item where number = 1 and case_id = (%s)")) {
      assertThatThrownBy(() -> Rows.execute(forged.formatted(of(walk))))
          .as(forged)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("further account");
    }
  }

  private static String of(CaseWalk walk) {
    return "select id from disclosure_case where reference = '" + walk.reference() + "'";
  }

  private static String address(String username) throws SQLException {
    try (Connection platform = platform();
        PreparedStatement sql =
            platform.prepareStatement(
                "select u.email from users u join accounts a on a.id = u.account_id"
                    + " where a.username = ? and a.domain is null")) {
      sql.setString(1, username);
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static void uses(String username, String address) throws SQLException {
    try (Connection platform = platform();
        PreparedStatement sql =
            platform.prepareStatement(
                "update users set email = ? where account_id ="
                    + " (select id from accounts where username = ? and domain is null)")) {
      sql.setString(1, address);
      sql.setString(2, username);
      assertThat(sql.executeUpdate()).isEqualTo(1);
    }
  }

  /** The platform's own database, as its owner. */
  private static Connection platform() throws SQLException {
    Config config = ConfigProvider.getConfig();
    return DriverManager.getConnection(
        config.getValue("chancery.source.mastodon.jdbc-url", String.class),
        config.getValue("chancery.test.administrator", String.class),
        config.getValue("chancery.test.administrator-password", String.class));
  }
}
