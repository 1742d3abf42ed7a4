package io.chancery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.platform.embedded.SeededPerson;
import io.chancery.platform.embedded.SystemKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Real access tokens for the API: the code flow of client {@code portal-api}, walked by {@link
 * Browser}. Cached for as long as the portal would take them.
 */
public final class Tokens {
  private static final String CALLBACK = "http://127.0.0.1:1/callback";
  private static final long SECOND = 1_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Browser> BROWSERS = new HashMap<>();
  private static final Map<String, Cached> CACHE = new HashMap<>();

  private Tokens() {}

  private record Cached(String token, long until) {}

  /** A token of a person who signed in and touched nothing for this act: acr 1. */
  public static String of(String username) {
    return cached(username + " 1", 240, () -> walk(username, ""));
  }

  /** A token with a fresh touch of the passkey: acr 2. */
  public static String stepUp(String username) {
    return cached(username + " 2", 200, () -> freshStepUp(username));
  }

  /** A step-up token that nobody got before. */
  public static String freshStepUp(String username) {
    synchronized (CACHE) {
      // The first sign-in enrols the passkey, and counts as level 1.
      of(username);
      return walk(username, "&acr_values=2");
    }
  }

  /** The first agency's own system: client credentials with private_key_jwt. */
  public static String system() {
    return cached(
        SeededPerson.METRO_SYSTEM_CLIENT,
        240,
        () -> {
          String issuer = issuer("agency");
          Map<String, String> form = new HashMap<>();
          form.put("grant_type", "client_credentials");
          form.put(
              "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
          form.put("client_assertion", key().assertion(issuer));
          return token(issuer, form).get("access_token").asText();
        });
  }

  /** Forgets every token: the key that signed them is gone. */
  static void forget() {
    synchronized (CACHE) {
      CACHE.clear();
    }
  }

  /** The claims of a token, unverified. */
  public static JsonNode claims(String token) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Maker {
    String make();
  }

  private static String cached(String key, int seconds, Maker maker) {
    synchronized (CACHE) {
      Cached known = CACHE.get(key);
      if (known == null || known.until() - System.nanoTime() < 0) {
        known = new Cached(maker.make(), System.nanoTime() + seconds * SECOND);
        CACHE.put(key, known);
      }
      return known.token();
    }
  }

  private static String walk(String username, String wish) {
    SeededPerson person =
        SeededPerson.ALL.stream()
            .filter(candidate -> candidate.username().equals(username))
            .findFirst()
            .orElseThrow();
    String issuer = issuer(person.realm());
    String verifier = UUID.randomUUID().toString() + UUID.randomUUID();
    URI start =
        URI.create(
            issuer
                + "/protocol/openid-connect/auth?response_type=code&client_id=portal-api"
                + "&scope=openid&redirect_uri="
                + CALLBACK
                + "&state=s&code_challenge_method=S256&code_challenge="
                + challenge(verifier)
                + wish);
    Browser browser = BROWSERS.computeIfAbsent(username, Browser::of);
    String query = browser.walk(start, CALLBACK).getRawQuery();
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", "portal-api");
    form.put("redirect_uri", CALLBACK);
    form.put("code", query.replaceAll(".*\\bcode=([^&]+).*", "$1"));
    form.put("code_verifier", verifier);
    return token(issuer, form).get("access_token").asText();
  }

  static JsonNode token(String issuer, Map<String, String> form) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Browser.encode(form)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError("token endpoint: " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SystemKey key() {
    return SystemKey.in(
        Path.of(ConfigProvider.getConfig().getValue("chancery.embedded.folder", String.class)));
  }

  private static String issuer(String realm) {
    return ConfigProvider.getConfig().getValue("chancery.oidc." + realm + ".issuer", String.class);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
