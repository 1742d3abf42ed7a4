package io.chancery.casework.notice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order that forbids telling the account holder, as typed. {@link OrderRules} says what is wrong
 * with it.
 *
 * @param process the docket number of the process that the order names
 * @param endsOn the last day on which it binds, {@code YYYY-MM-DD}
 * @param extended the number of the order that it takes over from
 * @param override an approver's reason where it lasts longer than the pack lets it
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record OrderForm(
    @Nullable String ground,
    @Nullable String court,
    @Nullable String judge,
    @Nullable String docket,
    @Nullable String process,
    @Nullable String endsOn,
    @Nullable String extended,
    @Nullable String override) {

  /** What a page's form brings; null when nothing of it was filled in. */
  public static @Nullable OrderForm typed(MultivaluedMap<String, String> form, String prefix) {
    OrderForm typed =
        new OrderForm(
            form.getFirst(prefix + "ground"),
            form.getFirst(prefix + "court"),
            form.getFirst(prefix + "judge"),
            form.getFirst(prefix + "docket"),
            form.getFirst(prefix + "process"),
            form.getFirst(prefix + "endsOn"),
            form.getFirst(prefix + "extended"),
            form.getFirst(prefix + "override"));
    return typed.blank() ? null : typed;
  }

  /** Nothing typed. */
  public static OrderForm empty() {
    return new OrderForm(null, null, null, null, null, null, null, null);
  }

  private boolean blank() {
    return Stream.of(ground, court, judge, docket, process, endsOn, extended, override)
        .allMatch(value -> value == null || value.isBlank());
  }

  /** A field, for a page that shows it again. */
  public String shown(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
