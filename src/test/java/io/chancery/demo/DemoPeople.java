package io.chancery.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chancery.Chromium;
import io.chancery.platform.embedded.SeededPerson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The seeded people at a headless Chromium, each with a virtual authenticator of their own. They
 * sign in by the code flow with PKCE, enrol a passkey the first time, and touch it for a step-up
 * token.
 */
final class DemoPeople implements AutoCloseable {
  private static final String CALLBACK = "http://127.0.0.1:1/callback";
  private static final long FRESH_FOR = TimeUnit.SECONDS.toNanos(150);
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Held(String token, long until) {}

  private final URI portal;
  private final Chromium chromium;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> enrolled = new HashSet<>();
  private final Map<String, Held> tokens = new HashMap<>();
  private final Map<String, String> issuers = new HashMap<>();
  private final SecureRandom random = new SecureRandom();

  DemoPeople(URI portal) {
    this.portal = portal;
    this.chromium = Chromium.launch(portal.toString());
  }

  /** A token that comes from a touch of the person's passkey not long ago. */
  String stepUpToken(String username) throws Exception {
    Held held = tokens.get(username);
    if (held == null || held.until() < System.nanoTime()) {
      if (enrolled.add(username)) {
        // Enrols the passkey; counts as level 1.
        token(username, "");
      }
      held = new Held(token(username, "&acr_values=2"), System.nanoTime() + FRESH_FOR);
      tokens.put(username, held);
    }
    return held.token();
  }

  /** The browser in front of which a person sits. */
  Chromium.Person sitting(String username) {
    return chromium.person(username);
  }

  @Override
  public void close() {
    chromium.close();
    http.close();
  }

  private String token(String username, String wish) throws Exception {
    SeededPerson person =
        SeededPerson.ALL.stream()
            .filter(p -> p.username().equals(username))
            .findFirst()
            .orElseThrow();
    String issuer = issuer(person.realm());
    byte[] secret = new byte[48];
    random.nextBytes(secret);
    String verifier = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    String start =
        issuer
            + "/protocol/openid-connect/auth?response_type=code&client_id=portal-api&scope=openid"
            + "&state=s&code_challenge_method=S256&code_challenge="
            + challenge
            + "&redirect_uri="
            + URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8)
            + wish;
    return exchange(issuer, code(person, start), verifier);
  }

  /** Walks whatever pages the identity provider shows until it answers with a code. */
  private String code(SeededPerson person, String start) {
    Page page = chromium.person(person.username()).page();
    AtomicReference<String> answer = new AtomicReference<>();
    page.unroute("http://127.0.0.1:1/**");
    page.route(
        "http://127.0.0.1:1/**",
        route -> {
          answer.set(route.request().url());
          route.fulfill(new Route.FulfillOptions().setStatus(200).setBody("done"));
        });
    page.navigate(start);
    for (int i = 0; i < 200 && answer.get() == null; i++) {
      if (page.locator("#password").isVisible()) {
        page.locator("#username").fill(person.username());
        page.locator("#password").fill(person.developmentPassword());
        page.locator("#kc-login").click();
      } else if (page.locator("#registerWebAuthn").isVisible()) {
        page.locator("#registerWebAuthn").click();
      } else if (page.locator("#authenticateWebAuthnButton").isVisible()) {
        page.locator("#authenticateWebAuthnButton").click();
      }
      page.waitForTimeout(150);
    }
    String url = answer.get();
    if (url == null || !url.contains("code=")) {
      throw new DemoFailed(
          person.username()
              + " could not sign in. If they enrolled a passkey earlier, this browser does not have"
              + " it: start from fresh data.");
    }
    return url.replaceAll(".*[?&]code=([^&]+).*", "$1");
  }

  /** Where the portal sends people of a realm to sign in. */
  private String issuer(String realm) throws IOException, InterruptedException {
    String known = issuers.get(realm);
    if (known == null) {
      var answer =
          http.send(
              HttpRequest.newBuilder(portal.resolve("/sign-in/" + realm)).build(),
              HttpResponse.BodyHandlers.discarding());
      String location =
          answer
              .headers()
              .firstValue("Location")
              .orElseThrow(() -> new DemoFailed("the portal sends nobody to sign in"));
      known = location.substring(0, location.indexOf("/protocol/"));
      issuers.put(realm, known);
    }
    return known;
  }

  private String exchange(String issuer, String code, String verifier)
      throws IOException, InterruptedException {
    String form =
        "grant_type=authorization_code&client_id=portal-api&code="
            + code
            + "&code_verifier="
            + verifier
            + "&redirect_uri="
            + URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8);
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new DemoFailed("the identity provider gave no token: " + answer.statusCode());
    }
    return JSON.readTree(answer.body()).get("access_token").asText();
  }
}
