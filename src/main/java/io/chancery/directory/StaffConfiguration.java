package io.chancery.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Limits on the platform's own people. */
@ConfigMapping(prefix = "chancery.staff")
interface StaffConfiguration {

  /** The longest time for which a role is held by elevation. */
  @WithDefault("PT8H")
  Duration longestElevation();

  /** The longest time for which a role is held in an emergency. */
  @WithDefault("PT4H")
  Duration longestEmergency();

  /** How long a right may stand until somebody looks at it again. */
  @WithDefault("P92D")
  Duration reviewEvery();

  /** The first people of an empty installation; not read when there is anybody. */
  List<First> first();

  /** One of the first people. */
  interface First {
    /** The identity provider's id of the person. */
    String subject();

    /** Their name. */
    String fullName();

    /** What they do. */
    String title();

    /** Where messages go. */
    String mail();

    /** Keys of what they hold, such as {@code administrator}. */
    Set<String> roles();
  }
}
