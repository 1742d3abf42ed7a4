package io.chancery.access;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

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

  /** A person at the pages, a person at the API, or a system. */
  enum Kind {
    PAGES,
    API,
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
          : Optional.of(
              new Bearer(
                  client.equals(PAGES_CLIENT) ? Kind.PAGES : Kind.API,
                  subject,
                  authentication(token)));
    }
    // A person's token from any other client has a session; a system's own has none.
    if (token.getClaim("sid") != null) {
      return Optional.empty();
    }
    return Optional.of(new Bearer(Kind.SYSTEM, client, "client-credentials"));
  }

  /** When the person last proved themselves, in seconds. */
  static @Nullable Long authenticationTime(JsonWebToken token) {
    Object time = token.getClaim("auth_time");
    return switch (time) {
      case null -> null;
      case Number number -> number.longValue();
      case JsonNumber number -> number.longValue();
      default -> null;
    };
  }

  /** The session at the identity provider; each browser has its own. Empty when it has no name. */
  static String session(JsonWebToken token) {
    return token.getClaim("sid") instanceof String session ? session : "";
  }

  /** How the person proved themselves (RFC 8176). */
  static Set<String> methods(JsonWebToken token) {
    Set<String> methods = new TreeSet<>();
    // The claim has no type of its own: the library leaves it as it found it, as JSON or as a list.
    if (token.getClaim("amr") instanceof Collection<?> named) {
      for (Object method : named) {
        switch (method) {
          case JsonString text -> methods.add(text.getString());
          case String text -> methods.add(text);
          case null, default -> {}
        }
      }
    }
    return methods;
  }

  private static String authentication(JsonWebToken token) {
    Set<String> methods = methods(token);
    String level = token.getClaim("acr");
    return (methods.isEmpty() ? "oidc" : String.join("+", methods))
        + " level "
        + (level == null ? "0" : level);
  }
}
