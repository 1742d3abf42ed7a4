package io.chancery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The operator offers codes of an authenticator app in the agencies' realm, as
 * docs/operations/production.md says. Closing takes that back and removes the person.
 */
public final class RealmCodes implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "twenty-bytes-of-test";
  private static final int PERIOD = 30;
  private static final int DIGITS = 1_000_000;

  private final URI person;

  private RealmCodes(URI person) {
    this.person = person;
  }

  /** Somebody with this password and an app, and without a passkey. */
  public static RealmCodes person(String mail, String password) {
    ObjectNode user = JSON.createObjectNode();
    user.put("username", mail).put("email", mail).put("enabled", true).put("emailVerified", true);
    user.put("firstName", "Otto").put("lastName", "Otp");
    user.putArray("requiredActions");
    var credentials = user.putArray("credentials");
    credentials.addObject().put("type", "password").put("value", password);
    credentials
        .addObject()
        .put("type", "otp")
        .put("secretData", "{\"value\":\"" + SECRET + "\"}")
        .put(
            "credentialData",
            "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
                + "\"algorithm\":\"HmacSHA1\"}");
    return new RealmCodes(
        RealmKey.send("POST", RealmKey.admin("agency", "/users"), user)
            .headers()
            .firstValue("Location")
            .map(URI::create)
            .orElseThrow());
  }

  /** The subject of their tokens. */
  public String subject() {
    return person.getPath().replaceAll(".*/", "");
  }

  /** The realm offers codes where it asks for a passkey, or does not. */
  public void offered(boolean on) {
    for (String flow : List.of("portal%20level%202", "portal%20second%20factor")) {
      URI executions = RealmKey.admin("agency", "/authentication/flows/" + flow + "/executions");
      for (JsonNode execution : read(RealmKey.send("GET", executions, null).body())) {
        if (execution.path("providerId").asText().equals("auth-otp-form")) {
          ObjectNode changed = execution.deepCopy();
          changed.put("requirement", on ? "ALTERNATIVE" : "DISABLED");
          RealmKey.send("PUT", executions, changed);
        }
      }
    }
  }

  /** The codes that Keycloak takes at this moment, each once: it looks one period around. */
  public static Supplier<String> codes() {
    long now = Instant.now().getEpochSecond() / PERIOD;
    return new Supplier<>() {
      private long next = now - 1;

      @Override
      public String get() {
        return code(next++);
      }
    };
  }

  /** RFC 6238. */
  private static String code(long counter) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      ByteBuffer hash =
          ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(8).putLong(counter).array()));
      int offset = hash.get(hash.limit() - 1) & 0xF;
      return "%06d".formatted((hash.getInt(offset) & Integer.MAX_VALUE) % DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    offered(false);
    RealmKey.send("DELETE", person, null);
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
