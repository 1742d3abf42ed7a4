package io.chancery.directory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.InvitationMail;
import io.chancery.access.ActingAs;
import io.chancery.kernel.ActorId;
import io.chancery.path.Rows;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People at the real Keycloak, by the portal's own service account. */
@QuarkusTest
class IdentityProviderIT {
  private static final UUID METRO = new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0201L);

  @Inject IdentityProvider provider;
  @Inject IdentityOrders orders;
  @Inject IdentityWorker worker;
  @Inject IdentityOrders.Rows rows;
  @Inject DirectoryRepositories.OfficerRepository officers;
  @Inject DirectoryRepositories.AgencyRepository agencies;
  @Inject DirectoryRepositories.AgencyDomainRepository domains;
  @Inject DirectoryRepositories.StaffRepository staff;
  @Inject io.chancery.custody.CustodyLedger ledger;
  @Inject KeycloakAdmin admin;
  @Inject DatedEnds ends;
  @Inject Ids ids;
  @Inject Clock clock;

  private final List<ActorId> people = new ArrayList<>();

  /** Nobody vouched for them: verify-ledger would name them. */
  @AfterEach
  void nobodyStays() throws Exception {
    for (ActorId id : people) {
      Rows.asAdministrator("delete from officer where id = '" + id + "'");
    }
  }

  @Test
  void aPersonIsInvitedEnrolsAPasskeyAndEndsWithTheirSessions() throws Exception {
    String mail = "nina.new@metro-police.example";
    ActorId id = recorded(mail, "Nina New");
    ActingAs.system(() ->
        QuarkusTransaction.requiringNew()
            .run(() -> orders.invite(IdentityProvider.Realm.AGENCY, id, "Nina New", mail)));
    await("the invitation", () -> InvitationMail.link(mail).isPresent());
    await("the subject", () -> !subject(id).startsWith("invited:"));
    String subject = subject(id);
    assertThat(Rows.one("select full_name || mail from identity_order where person = '" + id + "'"))
        .as("name and address are forgotten once the invitation is sent")
        .isNull();
    assertThat(provider.newestPasskey(IdentityProvider.Realm.AGENCY, subject)).isEmpty();

    Browser browser = Browser.of(signingInAs(mail));
    URI link = InvitationMail.link(mail).orElseThrow();
    assertThat(browser.open(link).status()).isEqualTo(200);
    assertThat(provider.newestPasskey(IdentityProvider.Realm.AGENCY, subject).orElseThrow())
        .isBetween(Instant.now().minus(Duration.ofMinutes(2)), Instant.now().plusSeconds(2));
    assertThat(memberOf(subject)).contains("metro-police.example");
    assertThat(browser.get("/requests").status()).isEqualTo(200);

    end(id);
    // The portal refuses at once, whatever the identity provider still says.
    assertThat(browser.get("/requests").status()).isEqualTo(403);
    await("the end at the identity provider", () -> !orderWaits(id));
    assertThat(browser.look(signIn()).body())
        .as("no session is left: the form is shown, and no code is sent")
        .contains("kc-form-login");
    assertThat(admin.get(IdentityProvider.Realm.AGENCY, "/users/" + subject).body().path("enabled"))
        .hasToString("false");
    assertThat(
            Rows.one(
                "select count(*) from custody.entry where convert_from(bytes, 'UTF8') like '%"
                    + id
                    + "%IdentityProviderTold%' or convert_from(bytes, 'UTF8') like"
                    + " '%IdentityProviderTold%"
                    + id
                    + "%'"))
        .isEqualTo("2");
  }

  @Test
  void whoseAccessEndsByItsDateIsEndedAtTheIdentityProviderOnce() throws Exception {
    UUID over = ids.next();
    UUID later = ids.next();
    for (UUID id : new UUID[] {over, later}) {
      Rows.asAdministrator(
          "insert into staff_member (id, subject, full_name, title, contractor, access_until, version)"
              + " values ('%1$s', '%1$s', 'Theo Temporary', 'Clerk', true, now() + interval '%2$s', 0)"
                  .formatted(id, id.equals(over) ? "-2 seconds" : "1 day"));
    }
    String orders = "select count(*) from identity_order where act = 'END' and person = '%s'";
    ends.tell();
    ends.tell();
    assertThat(Rows.one(orders.formatted(over))).isEqualTo("1");
    assertThat(Rows.one(orders.formatted(later))).isEqualTo("0");
    assertThat(Rows.one("select realm from identity_order where person = '%s'".formatted(over)))
        .isEqualTo("staff");
  }

  @Test
  void theEndIsToldAgainWhenTheIdentityProviderWasDown() throws Exception {
    ActorId id = recorded("dora.down@metro-police.example", "Dora Down");
    UUID order = ids.next();
    ActingAs.system(() ->
        QuarkusTransaction.requiringNew()
            .run(() ->
                rows.persist(
                    new IdentityOrder(order, id.value(), "agency", "END", clock.instant()))));
    IdentityProvider silent = new SilentOnce(provider);
    IdentityWorker attempt =
        new IdentityWorker(silent, rows, officers, agencies, domains, staff, ledger, clock);
    assertThatThrownBy(() -> attempt.run(order))
        .as("handed to the queue, which tries again")
        .isInstanceOf(Problem.class);
    assertThat(attempt.longestPause()).isLessThan(Duration.ofMinutes(1));
    assertThat(Rows.one("select failure from identity_order where id = '" + order + "'"))
        .isEqualTo("identity_provider");
    attempt.run(order);
    assertThat(orderWaits(id)).isFalse();
  }

  @Test
  void anOlderOrderLetsNobodyInAgain() throws Exception {
    ActorId id = recorded("olga.older@metro-police.example", "Olga Older");
    UUID resume = ids.next();
    UUID end = ids.next();
    ActingAs.system(() ->
        QuarkusTransaction.requiringNew()
            .run(() -> {
              rows.persist(
                  new IdentityOrder(resume, id.value(), "agency", "RESUME", clock.instant()));
              rows.flush();
              rows.persist(new IdentityOrder(end, id.value(), "agency", "END", clock.instant()));
            }));
    // To resume somebody unknown would be a failure; it is not even tried.
    worker.run(resume);
    assertThat(Rows.one("select failure from identity_order where id = '" + resume + "'")).isNull();
  }

  @Test
  void theServiceAccountManagesPeopleAndNothingElse() {
    for (String path : List.of("/clients", "/keys", "/identity-provider/instances")) {
      assertThatThrownBy(() -> admin.get(IdentityProvider.Realm.AGENCY, path))
          .as(path)
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }
    assertThat(admin.get(IdentityProvider.Realm.STAFF, "/users?max=1").status()).isEqualTo(200);
  }

  @Test
  void thePortalProvesItselfByItsKeyAlone() throws Exception {
    String published = given().get("/client-keys.json").then().statusCode(200).extract().asString();
    assertThat(published).contains("P-256").doesNotContain("\"d\"");
    HttpRequest guess =
        HttpRequest.newBuilder(
                URI.create(
                    ConfigProvider.getConfig().getValue("chancery.oidc.agency.issuer", String.class)
                        + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=portal-provisioning"
                        + "&client_secret=guessed"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(guess, HttpResponse.BodyHandlers.ofString()).body())
          .contains("error")
          .doesNotContain("access_token");
    }
    assertThat(admin.get(IdentityProvider.Realm.AGENCY, "/users?max=1").status()).isEqualTo(200);
  }

  /** Does not answer the first time. */
  private static final class SilentOnce implements IdentityProvider {
    private final IdentityProvider real;
    private boolean silent = true;

    SilentOnce(IdentityProvider real) {
      this.real = real;
    }

    @Override
    public String invite(Realm realm, Invited person) {
      return real.invite(realm, person);
    }

    @Override
    public void suspend(Realm realm, String subject) {
      real.suspend(realm, subject);
    }

    @Override
    public void resume(Realm realm, String subject) {
      real.resume(realm, subject);
    }

    @Override
    public void end(Realm realm, String subject) {
      if (silent) {
        silent = false;
        throw Problem.of(ProblemType.UNAVAILABLE, "identity_provider");
      }
      real.end(realm, subject);
    }

    @Override
    public void logout(Realm realm, String subject) {
      real.logout(realm, subject);
    }

    @Override
    public Optional<Instant> newestPasskey(Realm realm, String subject) {
      return real.newestPasskey(realm, subject);
    }
  }

  private ActorId recorded(String mail, String name) throws Exception {
    ActorId id = new ActorId(ids.next());
    Rows.asAdministrator(
        "insert into officer (id, agency_id, subject, full_name, mail, role, vouched_at, version)"
            + " values ('%s', '%s', '%s', '%s', '%s', 'officer', now(), 0)"
                .formatted(id, METRO, IdentityOrders.subjectBeforeInvitation(id), name, mail));
    people.add(id);
    return id;
  }

  private void end(ActorId id) throws Exception {
    ActingAs.system(() ->
        QuarkusTransaction.requiringNew()
            .run(() -> {
              officers.findById(id.value()).end(clock.instant());
              orders.order(IdentityOrders.Act.END, IdentityProvider.Realm.AGENCY, id);
            }));
  }

  private String subject(ActorId id) throws Exception {
    return Rows.one("select subject from officer where id = '" + id + "'");
  }

  private boolean orderWaits(ActorId id) throws Exception {
    return !"0"
        .equals(
            Rows.one(
                "select count(*) from identity_order where done_at is null and act = 'END'"
                    + " and person = '"
                    + id
                    + "'"));
  }

  private String memberOf(String subject) {
    return admin
        .get(IdentityProvider.Realm.AGENCY, "/organizations/members/" + subject + "/organizations")
        .body()
        .toString();
  }

  /** Straight at the identity provider; with a session it would answer with a code. */
  private static URI signIn() {
    return URI.create(
        ConfigProvider.getConfig().getValue("chancery.oidc.agency.issuer", String.class)
            + "/protocol/openid-connect/auth?response_type=code&client_id=portal-api&scope=openid"
            + "&redirect_uri=http://127.0.0.1:1/callback&state=s&code_challenge_method=S256"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  private static SeededPerson signingInAs(String mail) {
    return new SeededPerson(mail, "agency", "", List.of("officer"), SeededPerson.METRO, 0);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited a minute for " + what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }
}
