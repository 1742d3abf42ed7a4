package io.chancery.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the vault keeps its files. */
@ConfigMapping(prefix = "chancery.vault")
interface VaultConfiguration {

  /** The folder; made when absent. Several replicas share one. */
  @WithDefault(".local/vault")
  Path folder();
}
