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

  /** The token that keeps the log's key in place of the file. */
  Pkcs11 pkcs11();

  /** A PKCS#11 token; used when {@code library} is set. */
  interface Pkcs11 {
    /** The vendor's library. */
    Optional<Path> library();

    /** The token's label. */
    Optional<String> token();

    /** The user's PIN. */
    Optional<String> pin();

    /** The label of the Ed25519 key pair. The log's name then comes from {@code log-name}. */
    @WithDefault("log")
    String logKey();
  }
}
