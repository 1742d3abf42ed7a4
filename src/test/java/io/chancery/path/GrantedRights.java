package io.chancery.path;

import io.chancery.access.Actor;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.directory.StaffAdministration;
import io.chancery.directory.StaffEndings;
import io.chancery.directory.StaffViews;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.arc.Arc;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Rights of the seeded people, given and taken by the people whose act it is. */
public final class GrantedRights {
  public static final Actor ADMINISTRATOR = staff("adam.administrator", Role.ADMINISTRATOR);
  public static final Actor ANNA = staff("anna.approver", Role.APPROVER);
  public static final Actor ARNO = staff("arno.approver", Role.APPROVER);

  private final List<UUID> given = new ArrayList<>();

  /** Grants a role until {@link #taken}. */
  public void granted(String username, Role role) throws Exception {
    ActorId person = person(username);
    ProposalId proposal =
        as(ADMINISTRATOR, () -> administration().grant(person, role, null, "for a test"));
    confirmed(proposal, person.equals(ARNO.id()) ? ANNA : ARNO);
    given.add(right(person, role));
  }

  /** Takes everything that was granted. */
  public void taken() throws Exception {
    for (UUID right : given) {
      touched(
          ADMINISTRATOR,
          () -> {
            bean(StaffEndings.class).endRole(right, "the test is over");
            return null;
          });
    }
    given.clear();
  }

  /** {@code by} confirms exactly what stands in the proposal. */
  public static void confirmed(ProposalId proposal, Actor by) throws Exception {
    Proposals proposals = bean(Proposals.class);
    Sha256 shown = as(by, () -> proposals.one(proposal)).shown();
    touched(
        by,
        () -> {
          proposals.confirm(proposal, shown);
          return null;
        });
  }

  /** The row of a right that counts now. */
  public static UUID right(ActorId person, Role role) throws Exception {
    return as(ANNA, () -> bean(StaffViews.class).one(person)).inForce().stream()
        .filter(held -> held.role().equals(role.key()))
        .findFirst()
        .orElseThrow()
        .right();
  }

  /** How many entries of a kind the ledger has; other tests move the clock, so none is the last. */
  static int entries(String event) throws SQLException {
    return Integer.parseInt(
        String.valueOf(
            Rows.one(
                "select count(*) from custody.entry where position('\"event\":\"%s\"' in convert_from(bytes, 'UTF8')) > 0"
                    .formatted(event))));
  }

  static StaffAdministration administration() {
    return bean(StaffAdministration.class);
  }

  static <T> T bean(Class<T> type) {
    return Arc.container().instance(type).get();
  }

  static <T> T as(Actor actor, Callable<T> work) throws Exception {
    return TestActing.as(actor, work);
  }

  static <T> T touched(Actor actor, Callable<T> work) throws Exception {
    return TestActing.touched(actor, work);
  }

  /** A seeded person as an actor with these roles. */
  public static Actor staff(String username, Role... roles) {
    return new Actor(
        person(username), Actor.Kind.STAFF, Set.of(roles), null, username, "test level 2");
  }

  /** The id of a seeded person. */
  public static ActorId person(String username) {
    return SeededPerson.ALL.stream()
        .filter(p -> p.username().equals(username))
        .map(p -> new ActorId(p.subject()))
        .findFirst()
        .orElseThrow();
  }
}
