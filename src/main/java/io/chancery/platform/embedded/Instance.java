package io.chancery.platform.embedded;

import java.net.URI;
import java.nio.file.Path;

/**
 * One set of embedded servers and the folder that keeps their data. Several instances run side by
 * side on one machine: each has its own folder and ports.
 *
 * @param name {@code dev}, {@code demo} or {@code test}
 * @param localFolder the git-ignored folder that holds the unpacked servers and every instance
 * @param postgresPort where PostgreSQL listens, on the loopback address only
 * @param keycloakPort where Keycloak listens, on the loopback address only
 * @param publicUrl where people find the portal; without a trailing slash
 * @param keepsData whether the next start finds the data of this one
 */
public record Instance(
    String name,
    Path localFolder,
    int postgresPort,
    int keycloakPort,
    URI publicUrl,
    boolean keepsData) {

  /** Names the folder where servers are unpacked and data is kept; default {@code .local}. */
  public static final String LOCAL_FOLDER = "chancery.local-folder";

  private static final String POSTGRES_PORT = "chancery.embedded.postgres-port";
  private static final String KEYCLOAK_PORT = "chancery.embedded.keycloak-port";

  /** {@code ./mvnw quarkus:dev}. */
  public static Instance development(URI publicUrl) {
    return new Instance(
        "dev",
        defaultFolder(),
        Integer.getInteger(POSTGRES_PORT, 15432),
        Integer.getInteger(KEYCLOAK_PORT, 8180),
        publicUrl,
        true);
  }

  /** The packaged application with {@code -Dchancery.mode=demonstration}. */
  public static Instance demonstration(URI publicUrl) {
    return new Instance(
        "demo",
        defaultFolder(),
        Integer.getInteger(POSTGRES_PORT, 15433),
        Integer.getInteger(KEYCLOAK_PORT, 8190),
        publicUrl,
        true);
  }

  /** One test run: fresh data, ports that the caller found free. */
  public static Instance test(int postgresPort, int keycloakPort, URI publicUrl) {
    return new Instance("test", defaultFolder(), postgresPort, keycloakPort, publicUrl, false);
  }

  Instance keepingData() {
    return new Instance(name, localFolder, postgresPort, keycloakPort, publicUrl, true);
  }

  /** The folder that holds this instance's data, credentials and logs. */
  public Path folder() {
    return localFolder.resolve(name);
  }

  /** The issuer of the tokens of {@code realm}. The host name is a valid WebAuthn RP id. */
  public URI issuer(String realm) {
    return URI.create("http://localhost:" + keycloakPort + "/realms/" + realm);
  }

  private static Path defaultFolder() {
    return Path.of(System.getProperty(LOCAL_FOLDER, ".local")).toAbsolutePath().normalize();
  }
}
