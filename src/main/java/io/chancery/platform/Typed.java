package io.chancery.platform;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Objects;

/** What was typed into a form, to be shown again beside what is wrong with it. */
public record Typed(MultivaluedMap<String, String> form) {

  /** A form that nobody has touched. */
  public static Typed nothing() {
    return new Typed(new MultivaluedHashMap<>());
  }

  /** The field's text without the spaces around it; empty when there is none. */
  public String in(String field) {
    return Objects.requireNonNullElse(form.getFirst(field), "").strip();
  }

  @Override
  public String toString() {
    return "Typed[…]";
  }
}
