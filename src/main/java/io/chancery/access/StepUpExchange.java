package io.chancery.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The step-up's own code flow at the identity provider (RFC 6749, 7636, OIDC Core). */
@ApplicationScoped
class StepUpExchange {
  private static final Logger LOG = Logger.getLogger(StepUpExchange.class);

  private final Realms realms;
  private final Map<String, String> secrets;
  private final String publicUrl;
  private final ObjectMapper json;
  private final Clock clock;
  private final Duration patience;
  private final StepUpConfiguration configuration;
  private final HttpClient http;
  private final Map<String, Provider> providers = new ConcurrentHashMap<>();

  StepUpExchange(
      Realms realms,
      @ConfigProperty(name = "chancery.oidc.agency.client-secret") String agencySecret,
      @ConfigProperty(name = "chancery.oidc.staff.client-secret") String staffSecret,
      @ConfigProperty(name = "chancery.public-url") String publicUrl,
      @ConfigProperty(name = IdentityProviderPatience.SETTING) Duration patience,
      StepUpConfiguration configuration,
      ObjectMapper json,
      Clock clock) {
    this.realms = realms;
    this.secrets = Map.of(Realms.AGENCY, agencySecret, Realms.STAFF, staffSecret);
    this.publicUrl = publicUrl;
    this.json = json;
    this.clock = clock;
    this.patience = patience;
    this.configuration = configuration;
    this.http = HttpClient.newBuilder().connectTimeout(patience).build();
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

  /**
   * When the key was touched, if the code proves a touch for this row; the reason otherwise.
   *
   * @throws Problem unavailable when the identity provider does not answer: nothing is decided
   */
  TouchProof.Verdict touched(StepUpRows.Begun begun, String code) {
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
            .timeout(patience)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 200) {
      return TouchProof.Verdict.no("code-not-taken");
    }
    return provider
        .proof()
        .touched(
            read(answer.body()).path("id_token").asText(),
            begun,
            configuration.totpFallback(),
            clock.instant());
  }

  private Provider provider(String realm) {
    return providers.computeIfAbsent(realm, this::discover);
  }

  private Provider discover(String realm) {
    String issuer = realms.issuer(realm);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .timeout(patience)
                .build());
    if (answer.statusCode() != 200) {
      throw unavailable("its discovery document answered " + answer.statusCode());
    }
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
      throw unavailable("its answer is not JSON");
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 500) {
        throw unavailable("it answered " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw unavailable(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    }
  }

  /** Addresses may hold a code or a state: the log names neither. */
  private static Problem unavailable(String why) {
    LOG.warnf("The identity provider could not be asked about a touch: %s", why);
    return Problem.of(ProblemType.UNAVAILABLE, "identity_provider");
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
