package io.chancery.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The step-up's own code flow at the identity provider (RFC 6749, 7636, OIDC Core). */
@ApplicationScoped
class StepUpExchange {
  private static final Logger LOG = Logger.getLogger(StepUpExchange.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Realms realms;
  private final Map<String, String> secrets;
  private final String publicUrl;
  private final ObjectMapper json;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Map<String, Provider> providers = new ConcurrentHashMap<>();

  StepUpExchange(
      Realms realms,
      @ConfigProperty(name = "chancery.oidc.agency.client-secret") String agencySecret,
      @ConfigProperty(name = "chancery.oidc.staff.client-secret") String staffSecret,
      @ConfigProperty(name = "chancery.public-url") String publicUrl,
      ObjectMapper json,
      Clock clock) {
    this.realms = realms;
    this.secrets = Map.of(Realms.AGENCY, agencySecret, Realms.STAFF, staffSecret);
    this.publicUrl = publicUrl;
    this.json = json;
    this.clock = clock;
  }

  /** One realm's endpoints, from its discovery document, and the check of its id tokens. */
  private record Provider(URI authorization, URI token, TouchProof proof) {}

  /** Where the person touches the key. */
  URI authorization(String realm, String state, String nonce, String challenge) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", Bearer.PAGES_CLIENT);
    query.put("scope", "openid");
    query.put("redirect_uri", redirect(realm));
    query.put("state", state);
    query.put("nonce", nonce);
    query.put("code_challenge", challenge);
    query.put("code_challenge_method", "S256");
    // Alone: with prompt=login beside it the key is asked for twice.
    query.put("acr_values", TouchProof.LEVEL);
    return URI.create(provider(realm).authorization() + "?" + encode(query));
  }

  /** When the key was touched, if the code proves a touch for this row; empty otherwise. */
  Optional<Instant> touched(StepUpRows.Begun begun, String code) {
    Provider provider = provider(begun.realm());
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", Bearer.PAGES_CLIENT);
    form.put("client_secret", java.util.Objects.requireNonNull(secrets.get(begun.realm())));
    form.put("redirect_uri", redirect(begun.realm()));
    form.put("code", code);
    form.put("code_verifier", begun.verifier());
    HttpRequest request =
        HttpRequest.newBuilder(provider.token())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 200) {
      LOG.infof("step-up refused: the token endpoint answered %d", answer.statusCode());
      return Optional.empty();
    }
    return provider
        .proof()
        .touched(read(answer.body()).path("id_token").asText(), begun, clock.instant());
  }

  private Provider provider(String realm) {
    return providers.computeIfAbsent(realm, this::discover);
  }

  private Provider discover(String realm) {
    String issuer = realms.issuer(realm);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .timeout(TIMEOUT)
                .build());
    JsonNode metadata = read(answer.body());
    if (!issuer.equals(metadata.path("issuer").asText())) {
      throw new IllegalStateException("the discovery document of " + issuer + " names another");
    }
    return new Provider(
        URI.create(metadata.path("authorization_endpoint").asText()),
        URI.create(metadata.path("token_endpoint").asText()),
        new TouchProof(issuer, metadata.path("jwks_uri").asText()));
  }

  private String redirect(String realm) {
    return publicUrl + "/step-up/" + realm + "/callback";
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("the identity provider's answer is not JSON", e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("the identity provider does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the identity provider", e);
    }
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
