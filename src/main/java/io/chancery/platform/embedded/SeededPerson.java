package io.chancery.platform.embedded;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The synthetic people of development, demonstration and tests. Keycloak's imported users carry
 * {@link #subject} as their id, so the directory's seed can name them before they first sign in.
 *
 * @param username signs in with it
 * @param realm {@code agency} or {@code staff}
 * @param fullName shown on pages
 * @param roles role keys of {@code access.Role}
 * @param agency slug of the agency, for people of the agency realm
 * @param number distinguishes the fixed ids; never reused
 */
public record SeededPerson(
    String username,
    String realm,
    String fullName,
    List<String> roles,
    @Nullable String agency,
    int number) {

  /** The agency whose requests the demonstration walks through. */
  public static final String METRO = "metro-police";

  /** Another agency, which must never see the first one's cases. */
  public static final String HARBOUR = "harbour-police";

  /** Everybody who is seeded: two of each deciding role. */
  public static final List<SeededPerson> ALL =
      List.of(
          agencyPerson("olivia.officer", "Olivia Officer", "officer", METRO, 1),
          agencyPerson("oscar.officer", "Oscar Officer", "officer", METRO, 2),
          agencyPerson("sofia.supervisor", "Sofia Supervisor", "supervisor", METRO, 3),
          agencyPerson("hanna.harbour", "Hanna Harbour", "officer", HARBOUR, 4),
          staff("clara.clerk", "Clara Clerk", "clerk", 11),
          staff("carl.clerk", "Carl Clerk", "clerk", 12),
          staff("rita.reviewer", "Rita Reviewer", "reviewer", 13),
          staff("ralf.reviewer", "Ralf Reviewer", "reviewer", 14),
          staff("anna.approver", "Anna Approver", "approver", 15),
          staff("arno.approver", "Arno Approver", "approver", 16),
          staff("cora.custodian", "Cora Custodian", "custodian", 17),
          staff("curt.custodian", "Curt Custodian", "custodian", 18),
          staff("rosa.releaser", "Rosa Releaser", "releaser", 19),
          staff("rolf.releaser", "Rolf Releaser", "releaser", 20),
          staff("alma.auditor", "Alma Auditor", "auditor", 21),
          staff("adam.administrator", "Adam Administrator", "administrator", 22));

  /** The one who works here under a contract with an end. */
  public static final String CONTRACTOR = "rolf.releaser";

  /** The client id of the first agency's own system (client credentials, private_key_jwt). */
  public static final String METRO_SYSTEM_CLIENT = "metro-police-system";

  /** The {@code sub} of the person's tokens and the id of the directory's row. */
  public UUID subject() {
    return UUID.fromString(
        String.format(java.util.Locale.ROOT, "01930000-0000-7000-8000-%012d", number));
  }

  /** For development and demonstration on the loopback address only; refused elsewhere. */
  public String developmentPassword() {
    return "development-only-" + username;
  }

  /** A mailbox in a domain that cannot exist (RFC 2606). */
  public String mail() {
    return username + "@" + (agency == null ? "platform" : agency) + ".example";
  }

  private static SeededPerson agencyPerson(
      String username, String name, String role, String agency, int number) {
    return new SeededPerson(username, "agency", name, List.of(role), agency, number);
  }

  private static SeededPerson staff(String username, String name, String role, int number) {
    return new SeededPerson(username, "staff", name, List.of(role), null, number);
  }
}
