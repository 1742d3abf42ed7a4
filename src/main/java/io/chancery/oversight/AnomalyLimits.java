package io.chancery.oversight;

import java.time.ZoneId;

/**
 * The thresholds, within their bounds.
 *
 * @param zone whose days and hours are meant
 */
record AnomalyLimits(
    ZoneId zone,
    int days,
    int factor,
    int volumeLeast,
    int hoursLeast,
    int unassignedLeast,
    int lookUpsLeast,
    int protectedLeast) {

  AnomalyLimits {
    within("days", days, 7, 90);
    within("factor", factor, 2, 10);
    within("volume-least", volumeLeast, 5, 500);
    within("hours-least", hoursLeast, 1, 50);
    within("unassigned-least", unassignedLeast, 3, 100);
    within("look-ups-least", lookUpsLeast, 3, 100);
    within("protected-least", protectedLeast, 1, 20);
  }

  static AnomalyLimits of(AnomalyConfiguration set) {
    return new AnomalyLimits(
        set.zone(),
        set.days(),
        set.factor(),
        set.volumeLeast(),
        set.hoursLeast(),
        set.unassignedLeast(),
        set.lookUpsLeast(),
        set.protectedLeast());
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "chancery.anomalies." + name + " is " + least + " to " + most);
    }
  }
}
