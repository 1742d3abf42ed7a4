package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.chancery.Browser;
import io.chancery.Chromium;
import io.chancery.Fixtures;
import io.chancery.InvitationMail;
import io.chancery.Tokens;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.access.TestCoolDown;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.keys.RecipientFixture;
import io.chancery.packaging.Tools;
import io.chancery.path.CaseWalk;
import io.chancery.path.Rows;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Somebody bought an officer's name and password, in real browsers: the owner's, the thief's and
 * one with a stolen session. The owner's request was released and waits to be picked up.
 */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoughtLoginIT {
  private static final String MAIL = "mona.marked@metro-police.example";
  private static final SeededPerson OWNER =
      new SeededPerson(MAIL, "agency", "", List.of("officer"), SeededPerson.METRO, 0);
  private static final Actor SOFIA =
      new Actor(
          ActorId.parse("01930000-0000-7000-8000-000000000003"),
          Actor.Kind.OFFICER,
          Set.of(Role.SUPERVISOR),
          new AgencyId(new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0201L)),
          "S",
          "test");
  private static final String COOLING = "A passkey of yours was enrolled";

  private static Chromium chromium;
  private static Chromium.Person owner;
  private static Chromium.Person thief;
  private static Instant enrolled;
  private static String id;
  private static String pickup;

  @Inject OfficerAdministration officers;
  @Inject KeycloakAdmin admin;

  @BeforeEach
  void aReleasedRequestOfTheOwner() throws Exception {
    if (chromium != null) {
      return;
    }
    id =
        TestActing.touched(
                SOFIA,
                () ->
                    officers.vouch(
                        new OfficerAdministration.Form("Mona Marked", MAIL, "7", "Cybercrime")))
            .toString();
    await(() -> InvitationMail.link(MAIL).isPresent());
    await(() ->
        !Rows.one("select subject from officer where id = '" + id + "'").startsWith("invited:"));
    Browser first = Browser.of(OWNER);
    first.open(InvitationMail.link(MAIL).orElseThrow());
    enrolled = Instant.now();
    chromium = Chromium.launch(Browser.portal());
    owner = chromium.person(OWNER, first.authenticator());
    thief = chromium.stranger(OWNER, null, List.of());
    Page page = toTheCheckPage(owner);
    owner.touch("Confirm with your passkey");
    owner.press("Submit the request");
    String reference = page.url().replaceAll(".*/requests/case/([^/]+)/received", "$1");
    CaseWalk walk = CaseWalk.of(reference);
    String docket =
        CaseWalk.as(CaseWalk.CLERK).get(walk.at("")).jsonPath().getString("instrument.docket");
    // Under an order there is no time to challenge before the hand-over.
    walk.post(CaseWalk.OFFICER, "/orders", Fixtures.order(docket, 90)).then().statusCode(201);
    walk.orderChecked(1).verify().propose(2).approve().collect().seal().release();
    owner.open("/requests/case/" + reference);
    owner.press("Pick up the package");
    pickup = page.url().substring(Browser.portal().length());
  }

  @AfterEach
  void noCoolDown() {
    TestCoolDown.set(Duration.ZERO);
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @Order(1)
  void aPasswordAloneSignsInNobody() {
    Chromium.Person colleague = chromium.stranger(seeded(CaseWalk.CLERK), null, List.of());
    colleague.page().navigate("/desk");
    colleague.typePassword();
    colleague.touchInVain();
    colleague.page().navigate("/desk");
    assertThat(colleague.page().url()).as("staff sign in with a touch").contains("/realms/staff/");

    for (String path : List.of("/requests", pickup, pickup + "/file")) {
      thief.page().navigate(path);
      if (thief.page().locator("#kc-form-login #password").count() > 0) {
        thief.typePassword();
      }
      thief.touchInVain();
      thief.page().navigate(path);
      assertThat(thief.page().url()).as(path).contains("/realms/agency/");
    }
  }

  @Test
  @Order(2)
  void noTouchOpensNothingAndIsAnEntryOnce() throws Exception {
    owner.verifies(false);
    owner.page().navigate(pickup);
    owner.press("Open with your passkey");
    owner.touchInVain();
    owner.verifies(true);
    for (int i = 0; i < 2; i++) {
      APIResponse refused = openedAnyway();
      assertThat(refused.status()).isEqualTo(303);
      assertThat(refused.headers().get("location")).contains("/step-up/agency/begin");
    }
    assertThat(refusals("no-touch")).isEqualTo("1");
    assertNotOpened(owner);
  }

  @Test
  @Order(3)
  void aTouchOfSomebodyElseInAStolenSessionOpensNothingAndIsAnEntry() throws Exception {
    SeededPerson oscar = seeded("oscar.officer");
    Tokens.of(oscar.username());
    Chromium.Person other =
        chromium.stranger(oscar, Browser.of(oscar.username()).authenticator(), owner.session());
    other.page().navigate(pickup);
    assertThat(other.page().url()).as("the session is good").endsWith(pickup);
    other.touch("Open with your passkey");
    assertThat(refusals("another-person")).isEqualTo("1");
    assertNotOpened(other);
  }

  @Test
  @Order(4)
  void anAuthenticatorOfTheThiefsOwnHasToWait() throws Exception {
    // A day would not pass in a test: as long as the owner's key is old, and the thief's is not.
    TestCoolDown.set(Duration.between(enrolled, Instant.now()));
    thief.asksToEnrol(
        ConfigProvider.getConfig().getValue("chancery.oidc.agency.issuer", String.class)
            + "/protocol/openid-connect/auth");
    assertThat(thief.page().locator("#registerWebAuthn").count())
        .as("a password alone enrols nothing")
        .isZero();
    // The mailbox was sold as well, and somebody was talked into a link.
    String before = InvitationMail.link(MAIL).orElseThrow().toString();
    invitedAgain();
    await(() -> !InvitationMail.link(MAIL).orElseThrow().toString().equals(before));
    thief.enrolBy(InvitationMail.link(MAIL).orElseThrow());
    Page page = toTheCheckPage(thief);
    thief.touch("Confirm with your passkey");
    thief.press("Submit the request");
    assertThat(page.innerText("main")).contains(COOLING);
    assertThat(Rows.one("select count(*) from disclosure_case where officer_id = '" + id + "'"))
        .isEqualTo("1");

    page.navigate(pickup);
    thief.touch("Open with your passkey");
    thief.press("Open the delivery");
    assertThat(page.innerText("main")).contains(COOLING);
    assertNotOpened(thief);
  }

  /** The thief's touch of before still waits. */
  @Test
  @Order(5)
  void aTouchServesTheBrowserSessionThatMadeItAlone() throws Exception {
    assertThat(
            Rows.one(
                "select count(*) from step_up where actor = '%s' and act = 'pickup' and touched_at"
                        .formatted(id)
                    + " is not null and consumed_at is null"))
        .isEqualTo("1");
    owner.page().navigate(pickup);
    assertThat(owner.page().innerText("main")).contains("Open with your passkey");
    assertThat(openedAnyway().headers().get("location")).contains("/step-up/agency/begin");
  }

  /** The day is over and the owner did not notice: the agency's own supervisor still has to say. */
  @Test
  @Order(6)
  void anEmergencyForgedWithAnAuthenticatorThatWasNotNoticedReachesNoReview() throws Exception {
    String docket = CaseWalk.newDocket();
    Page page = thief.open("/requests/new?law=us-federal");
    thief.fillRequest(docket, "ada");
    page.getByLabel("Emergency disclosure, records", new Page.GetByLabelOptions().setExact(true))
        .check();
    page.locator("input[name='issuerType'][value='law-enforcement-agency']").check();
    for (Locator words : page.locator("textarea[name^='statement.']").all()) {
      words.fill("somebody is in danger");
    }
    thief.press("Save and continue");
    upload(thief, docket);
    thief.touch("Confirm with your passkey");
    thief.press("Submit the request");
    assertThat(page.url()).endsWith("/received");
    CaseWalk walk = CaseWalk.of(page.url().replaceAll(".*/requests/case/([^/]+)/.*", "$1"));
    for (String check : List.of("requester-identity", "instrument-authentic", "scope-legible")) {
      walk.post(
              CaseWalk.CLERK,
              "/checks",
              Map.of("name", check, "passed", true, "evidence", "seen and compared"))
          .then()
          .statusCode(200);
    }
    String before = walk.status();
    reviewIsRefused(walk);
    // The officer's own colleague sees it, with the name of who is said to have asked.
    walk.post(
            "sofia.supervisor",
            "/confirmation",
            Map.of("confirmed", false, "words", "Mona is on leave"))
        .then()
        .statusCode(204);
    reviewIsRefused(walk);
    assertThat(walk.status()).isEqualTo(before);
  }

  @Test
  @Order(7)
  void whatIsFetchedOpensWithTheAgencysKeyAlone() throws Exception {
    Page page = owner.page();
    page.navigate(pickup);
    owner.touch("Open with your passkey");
    owner.press("Open the delivery");
    Download download = page.waitForDownload(() -> owner.press("Download the package"));
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bought");
    Files.copy(download.path(), folder.resolve("production.age"));
    RecipientFixture.age(folder);
    String open = "age -d -i %s production.age > opened.zip";
    assertThat(Tools.fails(folder, open.formatted("key.txt"))).isTrue();
    Path agency =
        Path.of(
                ConfigProvider.getConfig().getValue("chancery.seed.folder", String.class),
                SeededPerson.METRO + ".agekey")
            .toAbsolutePath();
    Tools.run(folder, open.formatted(agency), "age");
  }

  private void invitedAgain() throws Exception {
    String subject = Rows.one("select subject from officer where id = '" + id + "'");
    admin.put(
        IdentityProvider.Realm.AGENCY,
        "/users/" + subject + "/execute-actions-email?client_id=portal&lifespan=600",
        JsonNodeFactory.instance.arrayNode().add("webauthn-register"));
  }

  private static void assertNotOpened(Chromium.Person person) {
    Page page = person.open(pickup);
    assertThat(page.innerText("main")).doesNotContain("Download the package");
    assertThat(page.navigate(pickup + "/file").status()).isGreaterThanOrEqualTo(400);
  }

  /** The form of a page that is not shown, as a hand-made request sends it. */
  private static APIResponse openedAnyway() {
    Page page = owner.page();
    page.navigate("/requests/new?law=us-federal");
    String csrf = page.locator("input[name='csrf-token']").first().inputValue();
    return page.context()
        .request()
        .post(
            Browser.portal() + pickup + "/open",
            RequestOptions.create()
                .setForm(FormData.create().set("csrf-token", csrf))
                .setHeader("Origin", Browser.portal())
                .setMaxRedirects(0));
  }

  private static String refusals(String reason) throws Exception {
    return Rows.one(
        ("select count(*) from custody.entry where position('StepUpRefused' in"
                + " convert_from(bytes, 'UTF8')) > 0 and position('%s' in"
                + " convert_from(bytes, 'UTF8')) > 0 and position('%s' in"
                + " convert_from(bytes, 'UTF8')) > 0")
            .formatted(id, reason));
  }

  private static Page toTheCheckPage(Chromium.Person person) {
    String docket = CaseWalk.newDocket();
    Page page = person.open("/requests/new?law=us-federal");
    person.fillRequest(docket, "ada");
    person.press("Save and continue");
    upload(person, docket);
    return page;
  }

  private static void upload(Chromium.Person person, String docket) {
    assertThat(person.page().innerText("main")).contains("The instrument as a PDF");
    person
        .field("The instrument as a PDF")
        .setInputFiles(
            new FilePayload("instrument.pdf", "application/pdf", Fixtures.warrant(docket)));
    person.press("Upload and continue");
    assertThat(person.page().url()).endsWith("/check");
  }

  private static void reviewIsRefused(CaseWalk walk) {
    walk.post(CaseWalk.CLERK, "/verification", Map.of("seenVersion", walk.version()))
        .then()
        .statusCode(409)
        .body("code", equalTo("guard_SUPERVISOR_MISSING"));
  }

  private static SeededPerson seeded(String username) {
    return SeededPerson.ALL.stream()
        .filter(person -> person.username().equals(username))
        .findFirst()
        .orElseThrow();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited a minute").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }
}
