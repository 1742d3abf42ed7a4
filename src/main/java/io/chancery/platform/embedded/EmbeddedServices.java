package io.chancery.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The embedded PostgreSQL and Keycloak of one instance, and the settings with which the portal
 * finds them.
 */
public final class EmbeddedServices {
  /** The sample platform's name, as a source and as a mapping. */
  private static final String SAMPLE = "mastodon";

  private final Instance instance;
  private final Secrets secrets;
  private final EmbeddedPostgres postgres;
  private final EmbeddedKeycloak keycloak;
  private final boolean continued;

  private EmbeddedServices(
      Instance instance,
      Secrets secrets,
      EmbeddedPostgres postgres,
      EmbeddedKeycloak keycloak,
      boolean continued) {
    this.instance = instance;
    this.secrets = secrets;
    this.postgres = postgres;
    this.keycloak = keycloak;
    this.continued = continued;
  }

  /**
   * Starts both servers, side by side, or finds those that run already.
   *
   * @throws IllegalStateException when another process uses the instance
   */
  public static EmbeddedServices start(Instance wanted) {
    Optional<FileChannel> lock = claim(wanted);
    // Started before by this very process (a live reload): what runs is taken as it is.
    Instance instance = lock.isPresent() ? wanted : wanted.keepingData();
    if (!instance.keepsData()) {
      forget(instance.folder());
    }
    // Every secret exists before the two threads read the file.
    Secrets secrets = Secrets.of(instance);
    for (String realm : Realms.NAMES) {
      secrets.get(Realms.clientSecret(realm));
    }
    secrets.get(EmbeddedKeycloak.OPERATOR);
    SystemKey.of(secrets);
    CompletableFuture<EmbeddedKeycloak> keycloak =
        CompletableFuture.supplyAsync(
            () -> EmbeddedKeycloak.start(instance, Secrets.of(instance)),
            task -> Thread.ofPlatform().name("keycloak-start").start(task));
    EmbeddedPostgres postgres = EmbeddedPostgres.start(instance);
    try {
      EmbeddedServices services =
          new EmbeddedServices(
              instance, Secrets.of(instance), postgres, keycloak.join(), lock.isEmpty());
      services.samplePlatform();
      lock.ifPresent(held -> Runtime.getRuntime().addShutdownHook(new StopAtExit(held, services)));
      return services;
    } catch (CompletionException e) {
      postgres.stop();
      throw new IllegalStateException("Keycloak could not be started", e.getCause());
    }
  }

  /** Keys, vault and agencies belong to the database that starts afresh. */
  private static void forget(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve("keys.p12"));
      for (String name : List.of("vault", "agencies")) {
        Path root = folder.resolve(name);
        if (Files.isDirectory(root)) {
          try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
              Files.delete(file);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The PostgreSQL server. */
  public EmbeddedPostgres postgres() {
    return postgres;
  }

  /** The secret of Keycloak's client {@code operator}, which only a test's server has. */
  public String operatorSecret() {
    return secrets.get(EmbeddedKeycloak.OPERATOR);
  }

  /** The instance that runs. */
  public Instance instance() {
    return instance;
  }

  /** Whether this process had started them before: a live reload of development mode. */
  public boolean continued() {
    return continued;
  }

  /** The settings that lead the portal to these servers. */
  public Map<String, String> configuration() {
    Map<String, String> settings = new LinkedHashMap<>();
    var application = postgres.login(EmbeddedPostgres.APPLICATION);
    var owner = postgres.login(EmbeddedPostgres.OWNER);
    settings.put("chancery.embedded.instance", instance.name());
    settings.put("chancery.embedded.folder", instance.folder().toString());
    settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(EmbeddedPostgres.CHANCERY));
    settings.put("quarkus.datasource.username", application.user());
    settings.put("quarkus.datasource.password", application.password());
    settings.put("quarkus.flyway.username", owner.user());
    settings.put("quarkus.flyway.password", owner.password());
    for (String realm : Realms.NAMES) {
      settings.put("chancery.oidc." + realm + ".issuer", instance.issuer(realm).toString());
      settings.put(
          "chancery.oidc." + realm + ".client-secret", secrets.get(Realms.clientSecret(realm)));
    }
    settings.put("chancery.oidc.session-secret", secrets.get("oidc.session"));
    Path folder = instance.folder();
    settings.put("chancery.seed.folder", folder.resolve("agencies").toString());
    settings.put("chancery.keys.path", folder.resolve("keys.p12").toString());
    settings.put("chancery.keys.password", secrets.get("keys"));
    settings.put("chancery.keys.generate", "true");
    settings.put("chancery.keys.log-name", instance.publicUrl().getAuthority() + "/ledger");
    settings.put("chancery.tsa.embedded", "true");
    settings.put("chancery.vault.folder", folder.resolve("vault").toString());
    var grantor = postgres.login(EmbeddedPostgres.GRANTOR);
    String source = "chancery.source." + SAMPLE + ".";
    settings.put("chancery.collection.source", SAMPLE);
    settings.put(source + "jdbc-url", postgres.jdbcUrl(EmbeddedPostgres.MASTODON));
    settings.put(source + "grantor.username", grantor.user());
    settings.put(source + "grantor.password", grantor.password());
    settings.put(source + "mapping", SAMPLE);
    settings.put(source + "domain", SamplePlatform.DOMAIN);
    settings.put(source + "media-folder", media().toString());
    settings.put("chancery.public-url", instance.publicUrl().toString());
    return settings;
  }

  /** Creates and fills the sample platform, unless it is filled already. */
  private void samplePlatform() {
    var owner = postgres.login(EmbeddedPostgres.MASTODON_OWNER);
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(postgres.jdbcUrl(EmbeddedPostgres.MASTODON));
    database.setUser(owner.user());
    database.setPassword(owner.password());
    try {
      SamplePlatform.create(database, media(), EmbeddedPostgres.READER);
    } catch (SQLException e) {
      throw new IllegalStateException("the sample platform could not be created", e);
    }
  }

  private Path media() {
    return instance.folder().resolve("mastodon-media");
  }

  /** The issuer of a realm's tokens. */
  public URI issuer(String realm) {
    return instance.issuer(realm);
  }

  /** Stops both servers; data stays where the instance keeps it. */
  public void stop() {
    keycloak.stop();
    postgres.stop();
  }

  /**
   * Two processes on one data folder would adopt and stop each other's servers.
   *
   * @return empty when this very process holds the instance already
   */
  private static Optional<FileChannel> claim(Instance instance) {
    try {
      Files.createDirectories(instance.folder());
      // Never closed: the lock lasts as long as the process.
      FileChannel channel =
          FileChannel.open(
              instance.folder().resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new IllegalStateException(
            "Another Chancery uses "
                + instance.folder()
                + ". Stop it, or name another folder with -D"
                + Instance.LOCAL_FOLDER
                + " and other ports.");
      }
      return Optional.of(channel);
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the servers when the process ends, and holds the lock until then. */
  private static final class StopAtExit extends Thread {
    private final FileChannel lock;
    private final EmbeddedServices services;

    StopAtExit(FileChannel lock, EmbeddedServices services) {
      super("embedded-services-stop");
      this.lock = lock;
      this.services = services;
    }

    @Override
    public void run() {
      try (lock) {
        services.stop();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
