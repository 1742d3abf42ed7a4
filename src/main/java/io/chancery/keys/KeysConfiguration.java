package io.chancery.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the installation's keys lie. */
@ConfigMapping(prefix = "chancery.keys")
interface KeysConfiguration {

  /** The PKCS#12 file. */
  @WithDefault(".local/keys/chancery.p12")
  Path path();

  /** The file's password. Without it the portal does not start. */
  Optional<String> password();

  /**
   * Whether to make the file when it is absent. For development and demonstration only: in
   * production an absent file is a mistake that must not be papered over by new keys.
   */
  @WithDefault("false")
  boolean generate();

  /**
   * The log's name (C2SP: origin), for example {@code portal.example/ledger}. Written into a
   * generated file; when a file is read and this is set, both must agree.
   */
  Optional<String> logName();
}
