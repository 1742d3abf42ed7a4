package io.chancery.platform;

import com.networknt.schema.ValidationMessage;
import java.util.Objects;

/** Turns the validator's findings into places and remedies. */
final class SchemaMessages {
  private SchemaMessages() {}

  static String of(YamlFile file, String schema, ValidationMessage message) {
    String pointer = pointer(message);
    String keyword = Objects.requireNonNullElse(message.getType(), "");
    String property = Objects.requireNonNullElse(message.getProperty(), "");
    return file.place(pointer)
        + switch (keyword) {
          case "required" -> "lacks `" + property + "`; add it";
          case "additionalProperties", "unevaluatedProperties" ->
              "has the unknown key `" + property + "`; correct its spelling or remove it";
          case "enum", "const" ->
              "has a value that is not allowed; use one of " + allowed(schema, message);
          case "pattern" -> "has the wrong shape; it must match " + allowed(schema, message);
          case "type" -> "has the wrong type; write " + allowed(schema, message);
          case "minItems", "minLength", "minProperties" -> "is empty; give at least one";
          case "oneOf", "anyOf" -> "has none of the allowed forms; write one of those in " + schema;
          default -> "does not fit " + schema + " (" + keyword + "); compare it there";
        };
  }

  private static String allowed(String schema, ValidationMessage message) {
    Object[] arguments = message.getArguments();
    Object last =
        arguments == null || arguments.length == 0 ? null : arguments[arguments.length - 1];
    // The last argument is the schema's own value (never the file's), except for "type".
    return last == null ? "what " + schema + " says" : String.valueOf(last);
  }

  private static String pointer(ValidationMessage message) {
    StringBuilder pointer = new StringBuilder();
    var location = message.getInstanceLocation();
    for (int i = 0; i < location.getNameCount(); i++) {
      pointer.append('/').append(location.getName(i));
    }
    return pointer.toString();
  }
}
