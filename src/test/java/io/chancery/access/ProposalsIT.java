package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.custody.CustodyLedger;
import io.chancery.directory.Agencies;
import io.chancery.directory.ProtectedAccounts;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.Envelopes;
import io.chancery.keys.Macs;
import io.chancery.path.Rows;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Two people for acts outside a case, by the example of the list of protected accounts. */
@QuarkusTest
class ProposalsIT {
  private static final Actor REVIEWER = staff("rita.reviewer", Role.REVIEWER);
  private static final Actor APPROVER = staff("anna.approver", Role.APPROVER);
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/staff/begin[^\"]+)\"");
  private static final Pattern SHOWN = Pattern.compile("name=\"shown\" value=\"([0-9a-f]{64})\"");

  @Inject Proposals proposals;
  @Inject ProtectedAccounts accounts;
  @Inject Agencies agencies;
  @Inject CustodyLedger ledger;
  @Inject Macs macs;
  @Inject Envelopes envelopes;

  @Test
  void anotherPersonConfirmsExactlyWhatWasShown() throws Exception {
    String account = "9000000001";
    ProposalId id = TestActing.as(REVIEWER, () -> accounts.propose(true, account, "a judge"));
    assertThat(agencies.isProtected(macs.ofAccount(account))).isFalse();
    Sha256 shown = TestActing.as(APPROVER, () -> proposals.one(id)).shown();

    refused(ProblemType.FORBIDDEN, REVIEWER, () -> confirmed(id, shown));
    refused(
        ProblemType.FORBIDDEN,
        staff("adam.administrator", Role.ADMINISTRATOR),
        () -> confirmed(id, shown));
    refused(ProblemType.STALE, APPROVER, () -> confirmed(id, Sha256.hash("something else")));
    assertThatThrownBy(() -> TestActing.as(APPROVER, () -> confirmed(id, shown)))
        .as("without a touch of the key")
        .isInstanceOf(RuntimeException.class);
    assertThat(agencies.isProtected(macs.ofAccount(account))).isFalse();

    TestActing.touched(APPROVER, () -> confirmed(id, shown));
    assertThat(agencies.isProtected(macs.ofAccount(account))).isTrue();
    refused(ProblemType.STALE, APPROVER, () -> confirmed(id, shown));
    assertThat(ledger.installationLog(10).stream().map(entry -> entry.event()))
        .contains("AccountProtected", "ProposalConfirmed", "ProposalMade");
    assertThat(ledger.installationLog(10).toString()).doesNotContain(account);

    ProposalId end = TestActing.as(REVIEWER, () -> accounts.propose(false, account, "retired"));
    Sha256 ending = TestActing.as(APPROVER, () -> proposals.one(end)).shown();
    TestActing.touched(APPROVER, () -> confirmed(end, ending));
    assertThat(agencies.isProtected(macs.ofAccount(account))).isFalse();
    assertThatThrownBy(() ->
            Rows.execute(
                "update protected_account set in_force = true, proposal_id = '%s' where proposal_id = '%s'"
                    .formatted(id, end)))
        .as("an old confirmation")
        .hasMessageContaining("two people");
  }

  @Test
  void nobodyConfirmsWhatConcernsThemselves() throws Exception {
    Actor both = staff("arno.approver", Role.APPROVER, Role.ADMINISTRATOR);
    UUID object = UUID.randomUUID();
    ProposalId id =
        TestActing.as(
            staff("adam.administrator", Role.ADMINISTRATOR),
            () ->
                proposals.propose(
                    TwoPersonAct.PROTECT_ACCOUNT, object, both.id(), content(), "for a test"));
    String shown = digest(id);
    refused(ProblemType.FORBIDDEN, both, () -> confirmed(id, new Sha256(shown)));
    for (UUID who : new UUID[] {both.id().value(), person("adam.administrator").value()}) {
      try (Connection connection = application();
          Statement sql = connection.createStatement()) {
        sql.execute(
            "select set_config('chancery.side', 'staff', true), set_config('chancery.actor', '%s', true)"
                .formatted(who));
        assertThatThrownBy(() ->
                sql.execute(
                    "insert into proposal_answer values ('%s', 'CONFIRMED', '%s', now())"
                        .formatted(id, who)))
            .hasMessageContaining("another person");
      }
    }
    TestActing.touched(
        APPROVER,
        () -> {
          proposals.reject(id, new Sha256(shown));
          return null;
        });
  }

  @Test
  void anAccountIsNotProtectedByOnePersonWithTheApplicationsLogin() throws Exception {
    try (Connection connection = application();
        Statement sql = connection.createStatement()) {
      assertThatThrownBy(() ->
              sql.execute(
                  "insert into protected_account values (repeat('a', 64), 'x', now(), true, null)"))
          .hasMessageContaining("two people");
    }
  }

  @Test
  void ofTwoWhoAnswerAtOnceOneWins() throws Exception {
    ProposalId id = TestActing.as(REVIEWER, () -> accounts.propose(true, "9000000002", "a race"));
    Sha256 shown = TestActing.as(APPROVER, () -> proposals.one(id)).shown();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      Future<Boolean> anna = two.submit(() -> won(APPROVER, id, shown));
      Future<Boolean> arno =
          two.submit(() -> won(staff("arno.approver", Role.APPROVER), id, shown));
      assertThat(Stream.of(anna.get(), arno.get())).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void thePagesWalkAProposalToItsEnd() {
    Browser reviewer = Browser.of("rita.reviewer");
    Browser approver = Browser.of("anna.approver");
    String here = "/desk/directory/protected";
    Browser.Page form = reviewer.get(here);
    Browser.Page empty =
        reviewer.post(form, here, Map.of("change", "protect", "account", "", "reason", "kept"));
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.body()).contains("href=\"#account\"", "kept");
    Browser.Page own =
        reviewer.post(
            empty,
            here,
            Map.of("change", "protect", "account", "9000000003", "reason", "a head of state"));
    assertThat(own.status()).isEqualTo(200);
    assertThat(own.body()).contains("9000000003", "Take it back").doesNotContain("Confirm exactly");
    String path = own.uri().getPath();
    Browser.Page twice =
        reviewer.post(
            reviewer.get(here),
            here,
            Map.of("change", "protect", "account", "9000000003", "reason", "the same again"));
    assertThat(twice.status()).as("it waits already").isEqualTo(409);

    assertThat(approver.get("/desk").body()).contains("for your confirmation");
    assertThat(approver.get("/desk/proposals").body())
        .containsOnlyOnce(path)
        .contains("Waits for you");
    Matcher touch = TOUCH.matcher(approver.get(path).body());
    assertThat(touch.find()).isTrue();
    Browser.Page touched = approver.get(touch.group(1).replace("&amp;", "&"));
    Matcher shown = SHOWN.matcher(touched.body());
    assertThat(shown.find()).isTrue();
    Browser.Page done =
        approver.post(touched, path + "/confirmation", Map.of("shown", shown.group(1)));
    assertThat(done.uri().getPath()).isEqualTo("/desk/proposals");
    assertThat(
            approver
                .post(touched, path + "/confirmation", Map.of("shown", shown.group(1)))
                .status())
        .as("a double click")
        .isEqualTo(409);
    assertThat(agencies.isProtected(macs.ofAccount("9000000003"))).isTrue();
    assertThat(Browser.of("clara.clerk").get(path).body()).doesNotContain("9000000003");
  }

  private boolean won(Actor actor, ProposalId id, Sha256 shown) throws Exception {
    try {
      TestActing.touched(actor, () -> confirmed(id, shown));
      return true;
    } catch (Problem problem) {
      assertThat(problem.type()).isEqualTo(ProblemType.STALE);
      return false;
    }
  }

  private Void confirmed(ProposalId id, Sha256 shown) {
    proposals.confirm(id, shown);
    return null;
  }

  private static void refused(ProblemType type, Actor actor, Callable<Void> act) {
    assertThatThrownBy(() -> TestActing.touched(actor, act))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.type()).isEqualTo(type));
  }

  /** As the owner writes it: other tests' pages show this proposal too. */
  private byte[] content() {
    byte[] key = envelopes.newWrappedKey();
    Base64.Encoder text = Base64.getEncoder();
    return "{\"hash\":\"%s\",\"key\":\"%s\",\"sealed\":\"%s\"}"
        .formatted(
            macs.ofAccount("9000000009"),
            text.encodeToString(key),
            text.encodeToString(
                envelopes.seal(
                    key, "9000000009".getBytes(StandardCharsets.UTF_8), "protected account")))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(ProposalId id) throws SQLException {
    try (Connection connection = application();
        Statement sql = connection.createStatement()) {
      sql.execute("select set_config('chancery.side', 'staff', true)");
      try (var row = sql.executeQuery("select digest from proposal where id = '" + id + "'")) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static Actor staff(String name, Role... roles) {
    return new Actor(person(name), Actor.Kind.STAFF, Set.of(roles), null, name, "test");
  }

  private static ActorId person(String name) {
    return SeededPerson.ALL.stream()
        .filter(p -> p.username().equals(name))
        .map(p -> new ActorId(p.subject()))
        .findFirst()
        .orElseThrow();
  }

  private static Connection application() throws SQLException {
    Config config = ConfigProvider.getConfig();
    Connection connection =
        DriverManager.getConnection(
            config.getValue("quarkus.datasource.jdbc.url", String.class),
            config.getValue("quarkus.datasource.username", String.class),
            config.getValue("quarkus.datasource.password", String.class));
    connection.setAutoCommit(false);
    return connection;
  }
}
