package io.chancery.directory;

import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was typed into a form about a person, kept as it was typed, and read field by field. */
final class StaffTyped {
  private final @Nullable MultivaluedMap<String, String> form;

  StaffTyped(@Nullable MultivaluedMap<String, String> form) {
    this.form = form;
  }

  /** A field as it was typed; an empty string when it was not. */
  public String of(String field) {
    return form == null ? "" : Objects.requireNonNullElse(form.getFirst(field), "").strip();
  }

  /** Every value of a field. */
  List<String> all(String field) {
    return form == null ? List.of() : Objects.requireNonNullElse(form.get(field), List.of());
  }

  /** The role of a select; null for none. */
  @Nullable Role role() {
    return role(of("role"));
  }

  static @Nullable Role role(String key) {
    return Arrays.stream(Role.values())
        .filter(role -> role.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  /** A whole number; 0 for anything else, which is refused as such. */
  int hours() {
    try {
      return Integer.parseInt(of("hours"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The beginning of a day, UTC; null when nothing was typed. */
  @Nullable Instant from(String field) {
    LocalDate day = day(field);
    return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The end of a last day, UTC; null when nothing was typed. */
  @Nullable Instant until(String field) {
    LocalDate day = day(field);
    return day == null ? null : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private @Nullable LocalDate day(String field) {
    String typed = of(field);
    try {
      return typed.isEmpty() ? null : LocalDate.parse(typed);
    } catch (DateTimeParseException e) {
      throw Problem.invalid(field, "staff_time");
    }
  }

  /** A colleague; null when none was chosen. */
  @Nullable ActorId person(String field) {
    String typed = of(field);
    try {
      return typed.isEmpty() ? null : ActorId.parse(typed);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(field, "staff_delegate");
    }
  }

  /** The right that a form is about. */
  UUID right() {
    try {
      return UUID.fromString(of("right"));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("right", "staff_right");
    }
  }
}
