package io.chancery.policy;

import io.chancery.kernel.FieldGroup;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One version of one regime's rules (docs/formats/policy.md).
 *
 * @param pack the regime's name
 * @param version a case keeps the version under which it was received
 * @param effective first day on which it applies
 * @param country ISO 3166 code of the issuing country
 * @param reasons reason codes by outcome: grant, narrow, deny, refuse
 */
public record PolicyPack(
    String pack,
    String version,
    LocalDate effective,
    String country,
    List<Row> rows,
    Map<String, List<String>> reasons) {

  public PolicyPack {
    rows = List.copyOf(rows);
    reasons = Map.copyOf(reasons);
  }

  /** The row for an instrument's kind. */
  public Optional<Row> row(String kind) {
    return rows.stream().filter(row -> row.kind().equals(kind)).findFirst();
  }

  /** Whether {@code code} is a reason that this regime knows for the outcome. */
  public boolean knowsReason(String outcome, String code) {
    return reasons.getOrDefault(outcome, List.of()).contains(code);
  }

  /**
   * The rules of one kind of instrument.
   *
   * @param issuers who may issue it
   * @param reaches field groups that it reaches; what is not here is not reachable
   * @param checks what a clerk must have checked
   * @param confirmed whether counsel confirmed the row
   */
  public record Row(
      String kind,
      String citation,
      boolean confirmed,
      List<String> issuers,
      List<String> reaches,
      List<String> required,
      List<String> checks,
      ClockRule clock,
      NoticeRule notice) {

    public Row {
      issuers = List.copyOf(issuers);
      reaches = List.copyOf(reaches);
      required = List.copyOf(required);
      checks = List.copyOf(checks);
    }

    /** The field groups that the instrument reaches when {@code issuer} issued it; else none. */
    public Set<FieldGroup> reach(String issuer) {
      Set<FieldGroup> groups = EnumSet.noneOf(FieldGroup.class);
      if (issuers.contains(issuer)) {
        reaches.forEach(key -> groups.add(FieldGroup.ofKey(key).orElseThrow()));
      }
      return groups;
    }
  }

  /** A deadline: so many days after the day of its start event, to the end of that day, UTC. */
  public record ClockRule(
      String name, int days, String starts, String citation, boolean confirmed) {}

  /** Whether and when the account holder is told. */
  public record NoticeRule(String rule, String citation, boolean confirmed) {}
}
