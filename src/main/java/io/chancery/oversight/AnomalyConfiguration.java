package io.chancery.oversight;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/**
 * From where on something is unusual ({@code chancery.anomalies.*}). Each has bounds that {@link
 * AnomalyLimits} holds: an alarm that always rings is as useless as one that never does.
 */
@ConfigMapping(prefix = "chancery.anomalies")
public interface AnomalyConfiguration {

  /** The operator's time zone: whose days and hours are meant. */
  @WithDefault("UTC")
  ZoneId zone();

  /** How many days before a day say what is usual; 7 to 90. */
  @WithDefault("28")
  int days();

  /** How many times the usual is unusual; 2 to 10. For volume and for look-ups. */
  @WithDefault("3")
  int factor();

  /** Fewer looks on one day are never unusual; 5 to 500. */
  @WithDefault("40")
  int volumeLeast();

  /** Fewer entries in unusual hours are passed over; 1 to 50. */
  @WithDefault("5")
  int hoursLeast();

  /** Fewer cases that are not the person's own are passed over; 3 to 100. */
  @WithDefault("10")
  int unassignedLeast();

  /** Fewer look-ups of one country or agency within seven days are passed over; 3 to 100. */
  @WithDefault("10")
  int lookUpsLeast();

  /** Fewer cases about protected accounts on one day are passed over; 1 to 20. */
  @WithDefault("1")
  int protectedLeast();
}
