package io.chancery.platform.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The shipped realms (deploy/keycloak), with the seeded people, the agencies and generated secrets
 * merged in. The shipped files hold none of the three.
 */
final class Realms {
  static final List<String> NAMES = List.of("agency", "staff");

  private static final String PUBLIC_URL = "${CHANCERY_PUBLIC_URL}";

  /** Where the realms send mail: a mailbox of the developer's or the test's own. */
  private static final String SMTP_PORT = "chancery.embedded.smtp-port";

  private final ObjectMapper json = new ObjectMapper();
  private final Instance instance;
  private final Secrets secrets;

  Realms(Instance instance, Secrets secrets) {
    this.instance = instance;
    this.secrets = secrets;
  }

  /** The name under which a client's secret is kept. */
  static String clientSecret(String realm) {
    return "keycloak." + realm + ".portal";
  }

  /** Writes the import files, readable by their owner only. */
  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String realm : NAMES) {
      Path file = folder.resolve(realm + "-realm.json");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      json.writeValue(file.toFile(), merged(realm));
    }
  }

  private ObjectNode merged(String name) {
    ObjectNode realm = template(name);
    ArrayNode users = realm.withArray("users");
    SeededPerson.ALL.stream()
        .filter(person -> person.realm().equals(name))
        .forEach(person -> users.add(user(person)));
    ArrayNode clients = realm.withArray("clients");
    for (var client : clients) {
      if ("portal".equals(client.path("clientId").asText())) {
        ((ObjectNode) client).put("secret", secrets.get(clientSecret(name)));
      }
    }
    Integer smtp = Integer.getInteger(SMTP_PORT);
    if (smtp != null) {
      realm
          .putObject("smtpServer")
          .put("host", "127.0.0.1")
          .put("port", smtp.toString())
          .put("from", "no-reply@localhost");
    }
    if ("agency".equals(name)) {
      clients.add(agencySystem());
      ArrayNode organizations = realm.putArray("organizations");
      organizations.add(organization(SeededPerson.METRO, "Metro Police"));
      organizations.add(organization(SeededPerson.HARBOUR, "Harbour Police"));
    }
    return realm;
  }

  private ObjectNode template(String name) {
    try (InputStream in = Realms.class.getResourceAsStream("/keycloak/" + name + "-realm.json")) {
      if (in == null) {
        throw new IllegalStateException("the realm " + name + " is not packaged");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (ObjectNode) json.readTree(text.replace(PUBLIC_URL, instance.publicUrl().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode user(SeededPerson person) {
    ObjectNode user = json.createObjectNode();
    user.put("id", person.subject().toString());
    user.put("username", person.username());
    user.put("enabled", true);
    user.put("email", person.mail());
    user.put("emailVerified", true);
    int space = person.fullName().indexOf(' ');
    user.put("firstName", person.fullName().substring(0, space));
    user.put("lastName", person.fullName().substring(space + 1));
    user.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", person.developmentPassword())
        .put("temporary", false);
    // The first passkey is enrolled at the first sign-in, guarded by the password only: good enough
    // for synthetic people. A real installation binds it to an invitation.
    user.putArray("requiredActions").add("webauthn-register");
    return user;
  }

  private ObjectNode organization(String alias, String name) {
    ObjectNode organization = json.createObjectNode();
    organization.put("name", name);
    organization.put("alias", alias);
    organization.put("enabled", true);
    organization
        .putArray("domains")
        .addObject()
        .put("name", alias + ".example")
        .put("verified", true);
    ArrayNode members = organization.putArray("members");
    SeededPerson.ALL.stream()
        .filter(person -> alias.equals(person.agency()))
        .forEach(person ->
            members
                .addObject()
                .put("username", person.username())
                .put("membershipType", "UNMANAGED"));
    return organization;
  }

  private ObjectNode agencySystem() {
    ObjectNode client = json.createObjectNode();
    client.put("clientId", SeededPerson.METRO_SYSTEM_CLIENT);
    client.put("name", "Metro Police: their own system");
    client.put("enabled", true);
    client.put("publicClient", false);
    client.put("standardFlowEnabled", false);
    client.put("implicitFlowEnabled", false);
    client.put("directAccessGrantsEnabled", false);
    client.put("serviceAccountsEnabled", true);
    client.put("fullScopeAllowed", false);
    client.put("clientAuthenticatorType", "client-jwt");
    client.putArray("defaultClientScopes").add("basic");
    client.putArray("optionalClientScopes");
    ObjectNode attributes = client.putObject("attributes");
    SystemKey.clientAttributes(SystemKey.of(secrets)).forEach(attributes::put);
    ObjectNode audience = client.putArray("protocolMappers").addObject();
    audience.put("name", "audience");
    audience.put("protocol", "openid-connect");
    audience.put("protocolMapper", "oidc-audience-mapper");
    audience
        .putObject("config")
        .put("included.custom.audience", "chancery-api")
        .put("access.token.claim", "true")
        .put("id.token.claim", "false")
        .put("introspection.token.claim", "true");
    return client;
  }
}
