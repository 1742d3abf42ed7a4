package io.chancery.keys;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Opens the key store once, at start-up, so that a missing key stops the portal there. */
@Singleton
class KeyRing {
  private static final Logger LOG = Logger.getLogger(KeyRing.class);
  private static final String DEVELOPMENT_LOG = "localhost/development/ledger";

  private final KeyStoreFile file;

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
      if (configuration.generate() && !file.has(KeyStoreFile.WITNESS)) {
        file.completeSigners(configuration.path(), clock.instant());
      }
    }
    String name = file.logKey().name();
    if (!configuration.logName().orElse(name).equals(name)) {
      throw new IllegalStateException(
          "chancery.keys.log-name is not the name in the key store, which is " + name);
    }
  }

  KeyStoreFile file() {
    return file;
  }

  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void open(@Observes @Priority(1) StartupEvent event) {
    LOG.infof("log key %s", file.logKey());
  }
}
