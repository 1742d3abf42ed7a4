package io.chancery.source;

import com.networknt.schema.ValidationMessage;
import java.util.Objects;

/** Turns the validator's findings into places and remedies. */
final class MappingMessages {
  private MappingMessages() {}

  static String of(MappingFile file, ValidationMessage message) {
    String pointer = pointer(message);
    String keyword = Objects.requireNonNullElse(message.getType(), "");
    String property = Objects.requireNonNullElse(message.getProperty(), "");
    return file.place(pointer)
        + switch (keyword) {
          case "required" -> "lacks `" + property + "`; add it";
          case "additionalProperties", "unevaluatedProperties" ->
              "has the unknown key `" + property + "`; correct its spelling or remove it";
          case "enum", "const" -> "has a value that is not allowed; use one of " + allowed(message);
          case "pattern" -> "has the wrong shape; it must match " + allowed(message);
          case "type" -> "has the wrong type; write " + allowed(message);
          case "minItems", "minLength", "minProperties" -> "is empty; give at least one";
          case "oneOf", "anyOf" -> "is neither a mapping nor a `notHeld`; write one of the two";
          default -> "does not fit mapping.schema.json (" + keyword + "); compare it there";
        };
  }

  private static String allowed(ValidationMessage message) {
    Object[] arguments = message.getArguments();
    Object last =
        arguments == null || arguments.length == 0 ? null : arguments[arguments.length - 1];
    // The last argument is the schema's own value (never the file's), except for "type".
    return last == null ? "what mapping.schema.json says" : String.valueOf(last);
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
