package io.chancery.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is asked of agencies. */
@ConfigMapping(prefix = "chancery.agencies")
interface AgencyConfiguration {
  /** How old a call-back number must be; at least seven days. */
  @WithDefault("P30D")
  Duration callBackAge();
}
