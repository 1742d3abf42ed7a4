package io.chancery.directory;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a form does about a person: its fields, and whether it takes something, with a touch. */
enum StaffAct {
  GRANT("grant", false, "role", "until", "reason"),
  ELEVATION("elevation", false, "role", "hours", "reason"),
  EMERGENCY("emergency", false, "role", "hours", "reason"),
  LATER("later", false, "until", "reason"),
  END("end", true),
  END_RIGHT("end-right", true, "right", "reason"),
  LEAVER("leaver", true, "from", "until"),
  ABSENCE("absence", false, "from", "until", "delegate");

  private final String path;
  private final boolean taking;
  private final Set<String> fields;

  StaffAct(String path, boolean taking, String... fields) {
    this.path = path;
    this.taking = taking;
    this.fields = Set.of(fields);
  }

  /** The last part of its address; its words are {@code staff_act_<path>}. */
  public String path() {
    return path;
  }

  /** Whether it is done at once, with a touch. */
  public boolean taking() {
    return taking;
  }

  /** Whether the form has this field. */
  public boolean has(String field) {
    return fields.contains(field);
  }

  static Optional<StaffAct> of(String path) {
    return Arrays.stream(values()).filter(act -> act.path.equals(path)).findFirst();
  }
}
