package io.chancery.access;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who a verified token speaks for: a person who signed in at one of the portal's two clients, or a
 * system that proved itself.
 *
 * @param kind a person or a system
 * @param subject the person's id at the identity provider, or the system's client id
 * @param authentication method and level, without names
 */
record Bearer(Kind kind, String subject, String authentication) {
  static final String PAGES_CLIENT = "portal";
  static final String API_CLIENT = "portal-api";

  enum Kind {
    PERSON,
    SYSTEM
  }

  static Optional<Bearer> of(JsonWebToken token) {
    String client = token.getClaim("azp");
    if (client == null) {
      return Optional.empty();
    }
    if (client.equals(PAGES_CLIENT) || client.equals(API_CLIENT)) {
      String subject = token.getSubject();
      return subject == null
          ? Optional.empty()
          : Optional.of(new Bearer(Kind.PERSON, subject, authentication(token)));
    }
    // A person's token from any other client has a session; a system's own has none.
    if (token.getClaim("sid") != null) {
      return Optional.empty();
    }
    return Optional.of(new Bearer(Kind.SYSTEM, client, "client-credentials"));
  }

  private static String authentication(JsonWebToken token) {
    TreeSet<String> methods = new TreeSet<>();
    if (token.getClaim("amr") instanceof JsonArray array) {
      array.getValuesAs(JsonString.class).forEach(method -> methods.add(method.getString()));
    }
    String level = token.getClaim("acr");
    return (methods.isEmpty() ? "oidc" : String.join("+", methods))
        + " level "
        + (level == null ? "0" : level);
  }
}
