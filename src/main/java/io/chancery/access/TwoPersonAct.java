package io.chancery.access;

import static io.chancery.access.Role.ADMINISTRATOR;
import static io.chancery.access.Role.APPROVER;
import static io.chancery.access.Role.AUDITOR;
import static io.chancery.access.Role.CLERK;
import static io.chancery.access.Role.CUSTODIAN;
import static io.chancery.access.Role.RELEASER;
import static io.chancery.access.Role.REVIEWER;

import java.util.Set;

/**
 * Acts outside a case's steps that need two people, and who may propose and confirm each: the table
 * "Two people" of docs/threat-model.md. The text of each is {@code two_person_act_<name>}.
 */
public enum TwoPersonAct {
  ADMIT_AGENCY(Set.of(CLERK), Set.of(APPROVER)),
  LIFT_AGENCY_SUSPENSION(Set.of(CLERK), Set.of(APPROVER)),
  VERIFY_AGENCY_AGAIN(Set.of(CLERK), Set.of(APPROVER)),
  CHANGE_CALL_BACK_NUMBER(Set.of(CLERK), Set.of(APPROVER)),
  CHANGE_AGENCY_NETWORKS(Set.of(CLERK), Set.of(APPROVER)),
  NAME_SUPERVISOR(Set.of(CLERK), Set.of(APPROVER)),
  ADMIT_STAFF(Set.of(ADMINISTRATOR), Set.of(APPROVER)),
  GRANT_ROLE(Set.of(ADMINISTRATOR), Set.of(APPROVER)),
  ELEVATE(staff(), Set.of(APPROVER)),
  MOVE_END_OF_ACCESS(Set.of(ADMINISTRATOR), Set.of(APPROVER)),
  BREAK_GLASS(staff(), staff()),
  PROTECT_ACCOUNT(Set.of(REVIEWER, ADMINISTRATOR), Set.of(APPROVER)),
  UNPROTECT_ACCOUNT(Set.of(REVIEWER, ADMINISTRATOR), Set.of(APPROVER)),
  PLACE_CANARY(Set.of(ADMINISTRATOR), Set.of(APPROVER)),
  END_CANARY(Set.of(ADMINISTRATOR), Set.of(APPROVER)),
  LIFT_PRESERVATION(Set.of(CUSTODIAN), Set.of(APPROVER)),
  DESTROY_SNAPSHOT(Set.of(CUSTODIAN), Set.of(APPROVER)),
  PURGE_PRODUCTION(Set.of(CUSTODIAN), Set.of(APPROVER)),
  ACTIVATE_POLICY_PACK(Set.of(REVIEWER, ADMINISTRATOR), Set.of(APPROVER));

  private final Set<Role> proposers;
  private final Set<Role> confirmers;

  TwoPersonAct(Set<Role> proposers, Set<Role> confirmers) {
    this.proposers = proposers;
    this.confirmers = confirmers;
  }

  /** Who may propose it. */
  public Set<Role> proposers() {
    return proposers;
  }

  /** Who may confirm it, if they neither proposed it nor are the person whom it concerns. */
  public Set<Role> confirmers() {
    return confirmers;
  }

  private static Set<Role> staff() {
    return Set.of(CLERK, REVIEWER, APPROVER, CUSTODIAN, RELEASER, AUDITOR, ADMINISTRATOR);
  }
}
