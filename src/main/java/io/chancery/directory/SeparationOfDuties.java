package io.chancery.directory;

import static io.chancery.access.Role.ADMINISTRATOR;
import static io.chancery.access.Role.APPROVER;
import static io.chancery.access.Role.AUDITOR;
import static io.chancery.access.Role.CUSTODIAN;
import static io.chancery.access.Role.RELEASER;
import static io.chancery.access.Role.REVIEWER;

import io.chancery.access.Role;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Roles that no person holds together, at no time. What one person may not do within one case
 * (propose and approve, seal and release) is {@code casework.CaseRules}' matter: there two roles
 * are lawful and two steps are not. The smallest lawful team has a releaser who administers, so
 * that pair is not here (product.md, "two people").
 */
final class SeparationOfDuties {

  /**
   * One pair.
   *
   * @param rule its name: the text {@code error_duties_<rule>} and the word in the ledger
   */
  record Pair(Role one, Role other, String rule) {
    boolean forbids(Role a, Role b) {
      return one == a && other == b || one == b && other == a;
    }
  }

  /** Who proposes people and limits sees no account data and confirms nothing. */
  static final String ADMINISTRATOR_DECIDES_NOTHING = "administrator-decides-nothing";

  /** Who looks at what was done has not done it. */
  static final String AUDITOR_TAKES_NO_PART = "auditor-takes-no-part";

  /** The table. */
  static final List<Pair> PAIRS =
      List.of(
          new Pair(ADMINISTRATOR, REVIEWER, ADMINISTRATOR_DECIDES_NOTHING),
          new Pair(ADMINISTRATOR, APPROVER, ADMINISTRATOR_DECIDES_NOTHING),
          new Pair(ADMINISTRATOR, CUSTODIAN, ADMINISTRATOR_DECIDES_NOTHING),
          new Pair(AUDITOR, REVIEWER, AUDITOR_TAKES_NO_PART),
          new Pair(AUDITOR, APPROVER, AUDITOR_TAKES_NO_PART),
          new Pair(AUDITOR, CUSTODIAN, AUDITOR_TAKES_NO_PART),
          new Pair(AUDITOR, RELEASER, AUDITOR_TAKES_NO_PART),
          new Pair(AUDITOR, ADMINISTRATOR, AUDITOR_TAKES_NO_PART));

  private SeparationOfDuties() {}

  /** The rule that forbids {@code wanted} beside what is held; empty when none does. */
  static Optional<String> objection(Collection<Role> held, Role wanted) {
    return PAIRS.stream()
        .filter(pair -> held.stream().anyMatch(role -> pair.forbids(role, wanted)))
        .map(Pair::rule)
        .findFirst();
  }

  /** The rule that two of these break; empty when none does. */
  static Optional<String> objection(Collection<Role> together) {
    return together.stream().flatMap(role -> objection(together, role).stream()).findFirst();
  }
}
