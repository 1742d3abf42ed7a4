package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.ReadGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source holds and what each field means: the material of {@code dictionary.csv} and {@code
 * not-held.csv}.
 *
 * @param system the platform's name for readers, for example {@code mastodon}
 * @param groups those held, in the order of {@link FieldGroup}
 * @param notHeld those not held, with the reason
 */
public record SourceDictionary(String system, List<Group> groups, Map<FieldGroup, String> notHeld) {
  public SourceDictionary {
    groups = List.copyOf(groups);
    notHeld = Map.copyOf(notHeld);
  }

  /**
   * One group.
   *
   * @param period what the asked period means for it, in a sentence
   * @param time the field that orders the records and that the period is applied to
   * @param fields in the order of the columns
   * @param fieldsNotHeld fields of the canonical set that the platform does not hold, with reason
   * @param state whether its records describe the present state, so that no period selects them
   * @param notGranted fields that it holds and that were not granted, so that no record has them
   */
  public record Group(
      FieldGroup group,
      String period,
      String time,
      List<Field> fields,
      Map<String, String> fieldsNotHeld,
      boolean state,
      List<String> notGranted) {
    public Group {
      fields = List.copyOf(fields);
      notGranted = List.copyOf(notGranted);
    }

    /** A group of events, which the period selects. */
    public Group(
        FieldGroup group,
        String period,
        String time,
        List<Field> fields,
        Map<String, String> fieldsNotHeld) {
      this(group, period, time, fields, fieldsNotHeld, false, List.of());
    }

    /** The names of its fields, in the order of the columns. */
    public List<String> names() {
      return fields.stream().map(Field::name).toList();
    }

    /** The group with these fields alone. */
    Group only(Fields wanted) {
      return wanted.all()
          ? this
          : new Group(
              group,
              period,
              time,
              fields.stream().filter(f -> wanted.has(f.name())).toList(),
              fieldsNotHeld,
              state,
              names().stream().filter(name -> !wanted.has(name)).toList());
    }
  }

  /**
   * One field.
   *
   * @param type the key of its type
   * @param timeZone of the stored value for times, otherwise empty
   */
  public record Field(
      String name, String type, String timeZone, String sensitivity, String meaning) {}

  /** What records of this scope have: of a narrowed group the granted fields alone. */
  public SourceDictionary only(List<ReadGrant.Reach> scope) {
    return new SourceDictionary(
        system,
        groups.stream().map(g -> g.only(ReadGrant.Reach.fields(scope, g.group()))).toList(),
        notHeld);
  }

  /** The group's entry, when it is held. */
  public Optional<Group> group(FieldGroup group) {
    return groups.stream().filter(g -> g.group() == group).findFirst();
  }
}
