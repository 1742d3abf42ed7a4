package io.chancery.directory;

import com.fasterxml.jackson.databind.JsonNode;
import io.chancery.directory.SignInFailures.Failure;
import io.chancery.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keycloak's own record of sign-ins that failed. Each event also names an address and what was
 * typed; neither leaves this class.
 */
@ApplicationScoped
class KeycloakEvents {
  private static final int PAGE = 500;
  private static final String PERSON = "LOGIN_ERROR";
  private static final String SYSTEM = "CLIENT_LOGIN_ERROR";

  /** Keycloak's words for a credential or a person that is not let in; others are mishaps. */
  private static final Set<String> REFUSED =
      Set.of(
          "invalid_user_credentials",
          "user_not_found",
          "user_disabled",
          "user_temporarily_disabled",
          "user_permanently_disabled");

  private final KeycloakAdmin admin;

  KeycloakEvents(KeycloakAdmin admin) {
    this.admin = admin;
  }

  /**
   * Every failed sign-in from {@code from} until just before {@code until}.
   *
   * @throws Problem unavailable when Keycloak does not answer
   */
  void failures(IdentityProvider.Realm realm, Instant from, Instant until, Consumer<Failure> each) {
    String query =
        "/events?type=%s&type=%s&dateFrom=%d&dateTo=%d&direction=asc&max=%d&first="
            .formatted(PERSON, SYSTEM, from.toEpochMilli(), until.toEpochMilli() - 1, PAGE);
    int first = 0;
    JsonNode page;
    do {
      page = admin.get(realm, query + first).body();
      for (JsonNode event : page) {
        failure(event).ifPresent(each);
      }
      first += PAGE;
    } while (page.size() == PAGE);
  }

  private static Optional<Failure> failure(JsonNode event) {
    Instant at = Instant.ofEpochMilli(event.path("time").asLong());
    if (SYSTEM.equals(event.path("type").asText())) {
      return Optional.of(new Failure(at, null, true));
    }
    if (!REFUSED.contains(event.path("error").asText())) {
      return Optional.empty();
    }
    String subject = event.path("userId").asText("");
    return Optional.of(new Failure(at, subject.isEmpty() ? null : subject, false));
  }
}
