package io.chancery.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.chancery.casework.notice.OrderForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request as typed: every field is text, any may be missing, so that a draft keeps whatever was
 * entered. {@link RequestRules} says what is wrong with it.
 *
 * @param issuedOn a date, {@code YYYY-MM-DD}
 * @param dueOn the last day for the answer, where the instrument itself names it
 * @param statement the officer's words about the conditions and details that the pack names
 * @param declared what the officer declares to have happened, as events of the pack
 * @param nonDisclosure an order that forbids telling the account holders; null when there is none
 * @param follows reference of an earlier case of the agency; empty when there is none
 * @param relation how this request stands to it, a key of {@link io.chancery.casework.CaseRelation}
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record RequestForm(
    @Nullable String regime,
    @Nullable String kind,
    @Nullable String authority,
    @Nullable String issuerType,
    @Nullable String docket,
    @Nullable String issuedOn,
    @Nullable String dueOn,
    @Nullable List<TargetForm> targets,
    @Nullable Map<String, String> statement,
    @Nullable List<String> declared,
    @Nullable OrderForm nonDisclosure,
    @Nullable String follows,
    @Nullable String relation) {

  /**
   * One target.
   *
   * @param from first day ({@code YYYY-MM-DD}, in the time zone) or first instant (RFC 3339)
   * @param until last day, counted in full, or the first instant that no longer counts
   * @param timeZone IANA name of the zone that the officer thinks in
   */
  @JsonIgnoreProperties(ignoreUnknown = false)
  public record TargetForm(
      @Nullable String identifierKind,
      @Nullable String identifier,
      @Nullable List<String> fieldGroups,
      @Nullable String from,
      @Nullable String until,
      @Nullable String timeZone) {

    @Override
    public String toString() {
      return "TargetForm[…]";
    }
  }

  /** The targets, never null. */
  List<TargetForm> targetList() {
    return Objects.requireNonNullElse(targets, List.of());
  }

  /** What was declared, never null. */
  List<String> declaredList() {
    return Objects.requireNonNullElse(declared, List.of());
  }

  /** What was said about a part of an emergency's test; empty when nothing was. */
  String said(String part) {
    return statement == null ? "" : Objects.requireNonNullElse(statement.get(part), "");
  }

  @Override
  public String toString() {
    return "RequestForm[…]";
  }
}
