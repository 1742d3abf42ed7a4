package io.chancery.policy;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** Working days, by the public holidays of a maintained library (docs/adr/0013). */
final class Holidays {
  private Holidays() {}

  /** Whether the library holds a calendar. */
  static boolean knows(String calendar) {
    return HolidayManager.getSupportedCalendarCodes().stream().anyMatch(calendar::equalsIgnoreCase);
  }

  /** Whether a day is neither Saturday, Sunday nor a public holiday of the whole country. */
  static boolean isWorkingDay(LocalDate day, String calendar) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !HolidayManager.getInstance(ManagerParameters.create(calendar))
            .isHoliday(day, HolidayType.PUBLIC_HOLIDAY);
  }
}
