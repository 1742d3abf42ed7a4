package io.chancery.packaging;

import io.chancery.kernel.FieldGroup;
import io.chancery.source.SourceDictionary;
import java.util.ArrayList;
import java.util.List;

/** The columns of a group's records. */
final class Columns {
  private Columns() {}

  /** The declared fields, then those that every record has. */
  static List<String> of(SourceDictionary dictionary, FieldGroup group) {
    SourceDictionary.Group entry =
        dictionary
            .group(group)
            .orElseThrow(
                () -> new IllegalArgumentException("the dictionary does not know " + group.key()));
    List<String> columns =
        new ArrayList<>(entry.fields().stream().map(SourceDictionary.Field::name).toList());
    columns.add("source");
    columns.add("retention");
    return columns;
  }
}
