package io.chancery.directory;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.keys.PublicRecipient;
import io.chancery.keys.RecipientKind;
import io.chancery.platform.Ids;
import io.chancery.platform.embedded.SeededPerson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fills an empty directory in development, demonstration and tests. Agencies, officers and keys are
 * recorded as 60 days old, and a {@code Seeded} entry says so. Production never sets the folder.
 */
@ApplicationScoped
class DirectorySeed {
  private static final Logger LOG = Logger.getLogger(DirectorySeed.class);
  private static final int DAYS_BACK = 60;
  private static final Duration CONTRACT = Duration.ofDays(2 * 365);

  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.AgencyDomainRepository domains;
  private final DirectoryRepositories.ContactNumberRepository numbers;
  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final DirectoryRepositories.RecipientKeyRepository keys;
  private final CustodyLedger ledger;
  private final Ids ids;
  private final Clock clock;
  private final Optional<Path> folder;

  DirectorySeed(
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.AgencyDomainRepository domains,
      DirectoryRepositories.ContactNumberRepository numbers,
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      DirectoryRepositories.RecipientKeyRepository keys,
      CustodyLedger ledger,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.seed.folder") Optional<Path> folder) {
    this.agencies = agencies;
    this.domains = domains;
    this.numbers = numbers;
    this.officers = officers;
    this.staff = staff;
    this.grants = grants;
    this.keys = keys;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
    this.folder = folder;
  }

  void fill(@Observes @Priority(100) StartupEvent event) {
    folder.ifPresent(
        path -> ActingAs.system(() -> QuarkusTransaction.requiringNew().run(() -> fill(path))));
  }

  private void fill(Path path) {
    if (agencies.count() > 0) {
      return;
    }
    Instant recorded = clock.instant().minus(Duration.ofDays(DAYS_BACK));
    UUID metro =
        agency(
            0x201,
            SeededPerson.METRO,
            "Metro Police Department",
            SeededPerson.METRO_SYSTEM_CLIENT,
            recorded);
    UUID harbour = agency(0x202, SeededPerson.HARBOUR, "Harbour Police Department", null, recorded);
    for (SeededPerson person : SeededPerson.ALL) {
      if (person.realm().equals("staff")) {
        member(person, recorded);
      } else {
        Officer officer =
            new Officer(
                person.subject(),
                SeededPerson.METRO.equals(person.agency()) ? metro : harbour,
                person.subject().toString(),
                person.fullName(),
                person.mail(),
                person.roles().getFirst(),
                recorded);
        officer.requestVerified(recorded);
        officers.persist(officer);
      }
    }
    recipientKey(path, metro, SeededPerson.METRO, "sofia.supervisor", "oscar.officer", recorded);
    recipientKey(path, harbour, SeededPerson.HARBOUR, "hanna.harbour", "clara.clerk", recorded);
    ledger.append(
        new Subject.OfSystem(),
        Actor.SYSTEM,
        Role.SYSTEM,
        new HouseEvent.Seeded("development", SeededPerson.ALL.size(), 2, DAYS_BACK));
    LOG.info("The directory was filled with synthetic agencies and people");
  }

  private void member(SeededPerson person, Instant recorded) {
    boolean contractor = person.username().equals(SeededPerson.CONTRACTOR);
    staff.persist(
        new StaffMember(
            person.subject(),
            person.subject().toString(),
            person.fullName(),
            title(person.roles()),
            person.mail(),
            contractor,
            contractor ? recorded.plus(CONTRACT) : null,
            recorded));
    for (String role : person.roles()) {
      grants.persist(
          new RoleGrant(
              ids.next(),
              person.subject(),
              role,
              RoleGrant.Kind.STANDING,
              "synthetic person",
              recorded,
              null,
              RoleGrant.Basis.SEED,
              null));
    }
  }

  private UUID agency(
      int number,
      String slug,
      String name,
      @org.jspecify.annotations.Nullable String client,
      Instant recorded) {
    UUID id = new UUID(0x0193_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    agencies.persist(new Agency(id, slug, name, "US", client, recorded));
    domains.persist(new AgencyDomain(slug + ".example", id, recorded));
    // Of the range that is kept free for fiction.
    numbers.persist(
        new ContactNumber(
            ids.next(), id, "+12025550" + (number - 0x200 + 100), "synthetic directory", recorded));
    return id;
  }

  /**
   * The agency's own key pair: the private half lies in the folder, where the agency would keep it.
   */
  private void recipientKey(
      Path path, UUID agency, String slug, String registers, String confirms, Instant recorded) {
    UUID registeredBy = person(registers);
    UUID confirmedBy = person(confirms);
    try {
      var pair = new X25519KeyPairGenerator().generateKeyPair();
      String recipient = pair.getPublic().toString();
      Files.createDirectories(path);
      Files.writeString(path.resolve(slug + ".agekey"), pair.getPrivate() + "\n");
      RecipientKey key =
          new RecipientKey(
              ids.next(),
              agency,
              PublicRecipient.read(RecipientKind.AGE, recipient, recorded),
              KeyPurpose.AGENCY,
              registeredBy,
              recorded);
      key.prove(registeredBy, recorded);
      key.confirm(confirmedBy, recorded);
      keys.persist(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an age key pair could not be made", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the agency's key could not be written", e);
    }
  }

  private static UUID person(String username) {
    return SeededPerson.ALL.stream()
        .filter(person -> person.username().equals(username))
        .findFirst()
        .orElseThrow()
        .subject();
  }

  private static String title(List<String> roles) {
    return switch (roles.getFirst()) {
      case Role.Names.CLERK -> "Intake clerk";
      case Role.Names.REVIEWER -> "Legal reviewer";
      case Role.Names.APPROVER -> "Senior counsel";
      case Role.Names.CUSTODIAN -> "Custodian of records";
      case Role.Names.RELEASER -> "Release officer";
      case Role.Names.AUDITOR -> "Auditor";
      default -> "Administrator";
    };
  }
}
