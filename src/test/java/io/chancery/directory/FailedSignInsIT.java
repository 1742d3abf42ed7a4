package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.path.Rows;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What somebody does who tries names and passwords at the real Keycloak, and what comes of it. */
@QuarkusTest
class FailedSignInsIT {
  private static final String PERSON = "oscar.officer";
  private static final String NOBODY = "nobody.at.all@metro-police.example";
  private static final String GUESS = "a-guess-that-is-wrong";

  @Inject FailedSignIns failed;
  @Inject KeycloakEvents events;

  @Test
  void guessesLockNobodyOutAndAreCountedWithoutNamesAddressesOrWhatWasTyped() throws Exception {
    String before = Rows.one("select now()");
    Instant over = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    Counts others = inKeycloak(over);
    Browser stranger = Browser.of(PERSON);
    Browser.Page form = stranger.look(signIn());
    for (int i = 0; i < 12; i++) {
      form = stranger.types(form, PERSON, GUESS);
    }
    for (int i = 0; i < 2; i++) {
      form = stranger.types(form, NOBODY, GUESS);
    }
    assertThat(form.body()).contains("kc-form-login");
    systemWithoutItsKey();
    assertThat(Browser.of(PERSON).get("/requests").status())
        .as("whose name it was signs in as ever")
        .isEqualTo(200);

    // The hour is not over; it is read as if it were, and again.
    for (int i = 0; i < 2; i++) {
      failed.read(IdentityProvider.Realm.AGENCY, over);
    }
    assertThat(
            new Counts(
                entries(before, "SignInsFailed", "attempts"),
                entries(before, "UnknownSignInsFailed", "unknown"),
                entries(before, "UnknownSignInsFailed", "systems")))
        .isEqualTo(new Counts(others.person() + 12, others.unknown() + 2, others.systems() + 1));
    for (String never : new String[] {NOBODY, PERSON, GUESS, "127.0.0.1"}) {
      assertThat(
              Rows.one(
                  ("select count(*) from custody.entry where at > '%s'"
                          + " and position('%s' in convert_from(bytes, 'UTF8')) > 0")
                      .formatted(before, never)))
          .as(never)
          .isEqualTo("0");
    }
  }

  /** A system that has the client's name and not its key. */
  private static void systemWithoutItsKey() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&client_secret=guessed&client_id="
                        + SeededPerson.METRO_SYSTEM_CLIENT))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isBetween(400, 401);
    }
  }

  /** Oscar's failed attempts, those of names that nobody recorded has, and those of systems. */
  private record Counts(long person, long unknown, long systems) {}

  /** What other tests left in this hour, of which the portal now knows nothing. */
  private Counts inKeycloak(Instant until) throws Exception {
    Rows.asAdministrator(
        "insert into failed_sign_ins_read values ('agency', date_trunc('hour', now()))"
            + " on conflict (realm) do update set read_until = excluded.read_until");
    Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS);
    var found = new SignInFailures();
    events.failures(IdentityProvider.Realm.AGENCY, from, until, found::add);
    long person = 0;
    long unknown = found.unknown();
    for (Map.Entry<String, Long> one : found.bySubject().entrySet()) {
      String name =
          Rows.one("select full_name from officer where subject = '" + one.getKey() + "'");
      if (name == null) {
        unknown += one.getValue();
      } else if (name.equals("Oscar Officer")) {
        person += one.getValue();
      }
    }
    return new Counts(person, unknown, found.systems());
  }

  /** The sum of a number in the entries of that kind since then. */
  private static long entries(String after, String kind, String number) throws Exception {
    String about =
        kind.startsWith("Unknown")
            ? ""
            : Rows.one("select id from officer where full_name = 'Oscar Officer'");
    return Long.parseLong(
        Rows.one(
            ("select coalesce(sum(substring(text from '\"%s\":([0-9]+)')::int), 0) from"
                    + " (select convert_from(bytes, 'UTF8') as text from custody.entry where at >"
                    + " '%s') e where position('\"%s\"' in text) > 0 and position('%s' in text) > 0")
                .formatted(number, after, kind, about)));
  }

  private static String issuer() {
    return ConfigProvider.getConfig().getValue("chancery.oidc.agency.issuer", String.class);
  }

  private static URI signIn() {
    return URI.create(
        issuer()
            + "/protocol/openid-connect/auth?response_type=code&client_id=portal-api&scope=openid"
            + "&redirect_uri=http://127.0.0.1:1/callback&state=s&code_challenge_method=S256"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }
}
