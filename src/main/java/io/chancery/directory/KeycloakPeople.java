package io.chancery.directory;

import static io.chancery.directory.KeycloakAdmin.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** {@link IdentityProvider} by Keycloak: one user a person, one Organization an agency. */
@ApplicationScoped
class KeycloakPeople implements IdentityProvider {
  /** What a new person must do before they are signed in for the first time. */
  private static final List<String> FIRST_ACTIONS =
      List.of("VERIFY_EMAIL", "UPDATE_PASSWORD", "webauthn-register");

  /** What proves a touch, or may stand in for one: whoever enrols either has to wait. */
  private static final List<String> AUTHENTICATORS =
      List.of("webauthn", "webauthn-passwordless", "otp");

  private final KeycloakAdmin admin;
  private final IdentityConfiguration configuration;
  private final JsonNodeFactory json = JsonNodeFactory.instance;

  KeycloakPeople(KeycloakAdmin admin, IdentityConfiguration configuration) {
    this.admin = admin;
    this.configuration = configuration;
  }

  @Override
  public String invite(Realm realm, Invited person) {
    String subject = known(realm, person).orElseGet(() -> create(realm, person));
    Organization organization = person.organization();
    if (organization != null) {
      join(realm, subject, organization);
    }
    ArrayNode actions = json.arrayNode();
    FIRST_ACTIONS.forEach(actions::add);
    // The link, not the password alone, guards the enrolment of the first passkey.
    required(
        admin.put(
            realm,
            "/users/"
                + encode(subject)
                + "/execute-actions-email?client_id=portal&lifespan="
                + configuration.invitation().toSeconds(),
            actions));
    return subject;
  }

  @Override
  public void suspend(Realm realm, String subject) {
    enable(realm, subject, false);
    logout(realm, subject);
  }

  @Override
  public void resume(Realm realm, String subject) {
    if (!enable(realm, subject, true)) {
      throw Problem.of(ProblemType.NOT_FOUND, "identity_unknown");
    }
  }

  @Override
  public void end(Realm realm, String subject) {
    suspend(realm, subject);
  }

  @Override
  public void logout(Realm realm, String subject) {
    // Ends the sessions with a notice to the portal, and voids every token from before this moment.
    admin.post(realm, "/users/" + encode(subject) + "/logout", null);
  }

  @Override
  public Optional<Instant> newestPasskey(Realm realm, String subject) {
    JsonNode credentials = admin.get(realm, "/users/" + encode(subject) + "/credentials").body();
    return StreamSupport.stream(credentials.spliterator(), false)
        .filter(credential -> AUTHENTICATORS.contains(credential.path("type").asText()))
        .map(credential -> Instant.ofEpochMilli(credential.path("createdDate").asLong()))
        .max(Comparator.naturalOrder());
  }

  private Optional<String> known(Realm realm, Invited person) {
    JsonNode found =
        admin.get(realm, "/users?exact=true&username=" + encode(person.id().toString())).body();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(0).path("id").asText()).filter(id -> !id.isEmpty());
  }

  private String create(Realm realm, Invited person) {
    ObjectNode user = json.objectNode();
    user.put("username", person.id().toString());
    user.put("email", person.mail());
    int space = person.fullName().lastIndexOf(' ');
    user.put("firstName", space < 0 ? person.fullName() : person.fullName().substring(0, space));
    user.put("lastName", person.fullName().substring(space + 1));
    user.put("enabled", true);
    user.put("emailVerified", false);
    ArrayNode actions = user.putArray("requiredActions");
    FIRST_ACTIONS.forEach(actions::add);
    KeycloakAdmin.Answer answer = admin.post(realm, "/users", user);
    if (answer.conflict()) {
      throw Problem.of(ProblemType.DUPLICATE, "mail_known");
    }
    return idOf(answer);
  }

  private void join(Realm realm, String subject, Organization organization) {
    String members = "/organizations/" + encode(organizationId(realm, organization)) + "/members";
    KeycloakAdmin.Answer answer = admin.post(realm, members, json.textNode(subject));
    if (answer.missing()) {
      throw Problem.of(ProblemType.NOT_FOUND, "identity_unknown");
    }
    // A conflict says that the person is a member already.
  }

  private String organizationId(Realm realm, Organization wanted) {
    JsonNode found =
        admin.get(realm, "/organizations?exact=true&search=" + encode(wanted.domain())).body();
    if (!found.isEmpty()) {
      return found.get(0).path("id").asText();
    }
    ObjectNode organization = json.objectNode();
    organization.put("name", wanted.name());
    organization.put("alias", wanted.slug());
    organization.put("enabled", true);
    organization.putArray("domains").addObject().put("name", wanted.domain()).put("verified", true);
    return idOf(required(admin.post(realm, "/organizations", organization)));
  }

  /** Whether there was such a person. */
  private boolean enable(Realm realm, String subject, boolean enabled) {
    String path = "/users/" + encode(subject);
    KeycloakAdmin.Answer found = admin.get(realm, path);
    if (found.missing() || !(found.body() instanceof ObjectNode user)) {
      return false;
    }
    user.put("enabled", enabled);
    return !admin.put(realm, path, user).missing();
  }

  private static KeycloakAdmin.Answer required(KeycloakAdmin.Answer answer) {
    if (answer.status() / 100 != 2) {
      throw Problem.of(ProblemType.UNAVAILABLE, "identity_provider");
    }
    return answer;
  }

  private static String idOf(KeycloakAdmin.Answer created) {
    String location = created.location();
    if (location == null) {
      throw Problem.of(ProblemType.UNAVAILABLE, "identity_provider");
    }
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
