package io.chancery.access;

/** What a person or a system may be asked to do (docs/architecture.md, "roles"). */
public enum Role {
  OFFICER(Names.OFFICER),
  SUPERVISOR(Names.SUPERVISOR),
  CLERK(Names.CLERK),
  REVIEWER(Names.REVIEWER),
  APPROVER(Names.APPROVER),
  CUSTODIAN(Names.CUSTODIAN),
  RELEASER(Names.RELEASER),
  AUDITOR(Names.AUDITOR),
  ADMINISTRATOR(Names.ADMINISTRATOR),
  AGENCY_SYSTEM(Names.AGENCY_SYSTEM),
  ENFORCEMENT_SYSTEM(Names.ENFORCEMENT_SYSTEM),
  SYSTEM("system"),
  CLOCK("clock");

  private final String key;

  Role(String key) {
    this.key = key;
  }

  /** The name in ledger entries, permissions and the API. */
  public String key() {
    return key;
  }

  /** The same names as constants, for {@code @RolesAllowed}. */
  public static final class Names {
    public static final String OFFICER = "officer";
    public static final String SUPERVISOR = "supervisor";
    public static final String CLERK = "clerk";
    public static final String REVIEWER = "reviewer";
    public static final String APPROVER = "approver";
    public static final String CUSTODIAN = "custodian";
    public static final String RELEASER = "releaser";
    public static final String AUDITOR = "auditor";
    public static final String ADMINISTRATOR = "administrator";
    public static final String AGENCY_SYSTEM = "agency-system";
    public static final String ENFORCEMENT_SYSTEM = "enforcement-system";

    private Names() {}
  }
}
