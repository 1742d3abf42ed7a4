package io.chancery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A realm's signing key was rotated: Keycloak signs with a key that the test made, and the test can
 * sign what Keycloak never would. Closing takes the key away and leaves the realm as it was.
 */
public final class RealmKey implements AutoCloseable {
  static final String OPERATOR_SECRET = "chancery.test.keycloak-operator-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyPair keys;
  private final String id;
  private final URI component;

  private RealmKey(KeyPair keys, String id, URI component) {
    this.keys = keys;
    this.id = id;
    this.component = component;
  }

  /** From here on the realm signs with a new key; the old one is still good. */
  public static RealmKey rotated(String realm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair keys = generator.generateKeyPair();
      URI made =
          send("POST", admin(realm, "/components"), component(keys, true))
              .headers()
              .firstValue("Location")
              .map(URI::create)
              .orElseThrow();
      JsonNode known = JSON.readTree(send("GET", admin(realm, "/keys"), null).body());
      return new RealmKey(keys, known.path("active").path("RS256").asText(), made);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key's id, as tokens name it. */
  public String id() {
    return id;
  }

  /** The realm takes the key back: what it signed is worth nothing any more. */
  public void disable() {
    ObjectNode off = component(keys, false);
    String path = component.getPath();
    off.put("id", path.substring(path.lastIndexOf('/') + 1));
    send("PUT", component, off);
  }

  /** A token with these claims, signed as the realm signs. */
  public String sign(JsonNode claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toString());
    signature.setKey(keys.getPrivate());
    signature.setKeyIdHeaderValue(id);
    signature.setHeader("typ", "JWT");
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    send("DELETE", component, null);
    // What was signed with it is of no use to later tests.
    Tokens.forget();
  }

  private static ObjectNode component(KeyPair keys, boolean enabled) {
    ObjectNode component = JSON.createObjectNode();
    component.put("name", "rotated");
    component.put("providerId", "rsa");
    component.put("providerType", "org.keycloak.keys.KeyProvider");
    ObjectNode config = component.putObject("config");
    config.putArray("priority").add("500");
    config.putArray("enabled").add(Boolean.toString(enabled));
    config.putArray("active").add(Boolean.toString(enabled));
    config.putArray("algorithm").add("RS256");
    config
        .putArray("privateKey")
        .add(
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----");
    return component;
  }

  static URI admin(String realm, String path) {
    return URI.create(base() + "/admin/realms/" + realm + path);
  }

  private static String base() {
    String issuer =
        ConfigProvider.getConfig().getValue("chancery.oidc.agency.issuer", String.class);
    return issuer.substring(0, issuer.lastIndexOf("/realms/"));
  }

  static HttpResponse<String> send(String method, URI address, JsonNode body) {
    String token =
        Tokens.token(
                base() + "/realms/master",
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    "operator",
                    "client_secret",
                    ConfigProvider.getConfig().getValue(OPERATOR_SECRET, String.class)))
            .get("access_token")
            .asText();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(method + " " + address + ": " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
