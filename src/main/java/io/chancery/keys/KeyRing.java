package io.chancery.keys;

import io.chancery.proof.VerifierKey;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Opens the key store once, at start-up, so that a missing key stops the portal there. */
@Singleton
class KeyRing {
  private static final Logger LOG = Logger.getLogger(KeyRing.class);
  private static final String DEVELOPMENT_LOG = "localhost/development/ledger";

  private final KeyStoreFile file;
  private final Ed25519Key logKey;

  KeyRing(KeysConfiguration configuration, Clock clock) {
    char[] password =
        configuration
            .password()
            .orElseThrow(() -> new IllegalStateException("chancery.keys.password is not set"))
            .toCharArray();
    if (configuration.generate() && !Files.exists(configuration.path())) {
      String name = configuration.logName().orElse(DEVELOPMENT_LOG);
      file = KeyStoreFile.generate(configuration.path(), password, name, clock.instant());
      LOG.warnf("made new keys for log %s in %s", name, configuration.path());
    } else {
      file = KeyStoreFile.open(configuration.path(), password);
      if (configuration.generate() && !file.hasSigners()) {
        file.completeSigners(configuration.path(), clock.instant());
      }
    }
    logKey = openLogKey(configuration, file);
    if (!configuration.logName().orElse(logKey.name()).equals(logKey.name())) {
      throw new IllegalStateException(
          "chancery.keys.log-name is not the name in the key store, which is " + logKey.name());
    }
  }

  private static Ed25519Key openLogKey(KeysConfiguration configuration, KeyStoreFile file) {
    KeysConfiguration.Pkcs11 pkcs11 = configuration.pkcs11();
    if (pkcs11.library().isEmpty()) {
      return Ed25519Key.of(file, KeyStoreFile.LOG);
    }
    Pkcs11Token token =
        new Pkcs11Token(
            pkcs11.library().get(),
            required(pkcs11.token(), "chancery.keys.pkcs11.token"),
            required(pkcs11.pin(), "chancery.keys.pkcs11.pin").toCharArray(),
            pkcs11.logKey());
    return Ed25519Key.of(token, required(configuration.logName(), "chancery.keys.log-name"));
  }

  private static String required(Optional<String> value, String property) {
    return value.orElseThrow(() -> new IllegalStateException(property + " is not set"));
  }

  Ed25519Key logKey() {
    return logKey;
  }

  KeyStoreFile file() {
    return file;
  }

  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void open(@Observes @Priority(1) StartupEvent event) {
    LOG.infof("log key %s", VerifierKey.ed25519(logKey.name(), logKey.publicKey()));
  }
}
