package io.chancery.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is asked of the people of agencies. */
@ConfigMapping(prefix = "chancery.officers")
interface OfficerConfiguration {
  /** After so long without a sign-in an account lapses until the supervisor vouches again. */
  @WithDefault("P90D")
  Duration lapse();

  /** Requests that one officer may submit within 24 hours. */
  @WithDefault("20")
  int requestsADay();

  /** Requests that all officers of one agency may submit within 24 hours. */
  @WithDefault("100")
  int requestsOfAnAgencyADay();

  /** With so many processes overdue after emergencies an agency may submit no further emergency. */
  @WithDefault("1")
  int overdueFollowUps();

  /** How long after its yearly verification fell due an agency may still submit. */
  @WithDefault("P30D")
  Duration verificationGrace();
}
