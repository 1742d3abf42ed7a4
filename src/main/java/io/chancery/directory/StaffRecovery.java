package io.chancery.directory;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A platform whose last approver or last administrator is gone can bring nobody in. Whoever runs
 * the machine names one person, and never while two could act. The permit is written with the login
 * that owns the tables, which the portal's own work never uses; the database holds both rules (the
 * trigger {@code right_by_two}).
 */
@ApplicationScoped
public class StaffRecovery {
  /** The two roles without which nobody can be brought in. */
  public static final Set<Role> ROLES = Set.of(Role.ADMINISTRATOR, Role.APPROVER);

  private static final UUID NO_RIGHT = new UUID(0, 0);

  /**
   * Who is named.
   *
   * @param subject the id of their account in the realm of staff
   * @param role one of {@link #ROLES}
   */
  public record Person(String subject, String fullName, String title, String mail, Role role) {
    /** Everything has to be there. */
    public Person {
      if (subject.isBlank() || fullName.isBlank() || title.isBlank() || !mail.contains("@")) {
        throw new IllegalArgumentException("subject, name, title and mail are needed");
      }
      if (!ROLES.contains(role)) {
        throw new IllegalArgumentException("the role is administrator or approver");
      }
    }

    @Override
    public String toString() {
      return "Person[…]";
    }
  }

  /** What came of it. */
  public enum Outcome {
    /** The person holds the role. */
    NAMED,
    /** An administrator and an approver are there: they bring people in. */
    TWO_COULD_ACT,
    /** The person's access has ended or ends, or their other roles forbid this one. */
    NOT_THIS_PERSON
  }

  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final EntityManager database;
  private final CustodyLedger ledger;
  private final Ids ids;
  private final Clock clock;
  private final String url;
  private final String owner;
  private final Optional<String> password;

  StaffRecovery(
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      EntityManager database,
      CustodyLedger ledger,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.flyway.username") String owner,
      @ConfigProperty(name = "quarkus.flyway.password") Optional<String> password) {
    this.staff = staff;
    this.grants = grants;
    this.database = database;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
    this.url = url;
    this.owner = owner;
    this.password = password;
  }

  /** Names one person for one role, with an entry that says that no two people stood behind it. */
  public Outcome name(Person person) {
    Optional<Outcome> objection = inTransaction(() -> objection(person));
    if (objection.isPresent()) {
      return objection.get();
    }
    permit(person);
    return inTransaction(() -> record(person));
  }

  private Optional<Outcome> objection(Person person) {
    if (twoCouldAct()) {
      return Optional.of(Outcome.TWO_COULD_ACT);
    }
    Instant now = clock.instant();
    boolean possible =
        staff
            .bySubject(person.subject())
            .map(
                known -> known.mayActAt(now) && known.leaverFrom() == null && lawful(known, person))
            .orElse(true);
    return possible ? Optional.empty() : Optional.of(Outcome.NOT_THIS_PERSON);
  }

  private boolean lawful(StaffMember known, Person person) {
    List<RoleGrant> held = grants.standing(known.id(), clock.instant());
    Set<Role> roles =
        StaffChecks.STAFF_ROLES.stream()
            .filter(role -> held.stream().anyMatch(grant -> grant.role().equals(role.key())))
            .collect(Collectors.toUnmodifiableSet());
    return !roles.contains(person.role())
        && SeparationOfDuties.objection(roles, person.role()).isEmpty();
  }

  /** The database's own answer, so that both lines judge by the same words. */
  private boolean twoCouldAct() {
    return (Boolean)
        database
            .createNativeQuery("select chancery_two_could_act(?1)", Boolean.class)
            .setParameter(1, NO_RIGHT)
            .getSingleResult();
  }

  private void permit(Person person) {
    try (Connection connection = DriverManager.getConnection(url, owner, password.orElse(""));
        PreparedStatement statement =
            connection.prepareStatement(
                "insert into staff_recovery (id, subject, role) values (?, ?, ?)")) {
      statement.setObject(1, ids.next());
      statement.setString(2, person.subject());
      statement.setString(3, person.role().key());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the owner's login cannot write the permit", e);
    }
  }

  private Outcome record(Person person) {
    Instant now = clock.instant();
    UUID id = staff.bySubject(person.subject()).map(StaffMember::id).orElseGet(ids::next);
    if (staff.findByIdOptional(id).isEmpty()) {
      staff.persist(
          new StaffMember(
              id,
              person.subject(),
              person.fullName(),
              person.title(),
              person.mail(),
              false,
              null,
              now));
    }
    UUID right = ids.next();
    grants.persist(
        new RoleGrant(
            right,
            id,
            person.role().key(),
            RoleGrant.Kind.STANDING,
            "named at the machine: nobody was left who could bring anybody in",
            now,
            null,
            RoleGrant.Basis.OPERATOR,
            null));
    ledger.append(
        new Subject.OfPerson(new ActorId(id)),
        Actor.SYSTEM,
        new HouseEvent.NamedAtTheMachine(right.toString(), person.role().key()));
    return Outcome.NAMED;
  }

  private static <T> T inTransaction(Callable<T> work) {
    try {
      return ActingAs.system(() -> QuarkusTransaction.requiringNew().call(work));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
