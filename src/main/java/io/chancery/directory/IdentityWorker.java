package io.chancery.directory;

import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.directory.IdentityOrders.Act;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.TaskHandler;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the identity provider what {@link IdentityOrders} kept for it. */
@ApplicationScoped
class IdentityWorker implements TaskHandler {
  static final String KIND = "identity";

  /** After this, only the first of them counts: nobody is let in again by an older order. */
  private static final Set<Act> STANDING = Set.of(Act.SUSPEND, Act.RESUME, Act.END);

  private final IdentityProvider provider;
  private final IdentityOrders.Rows rows;
  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.AgencyDomainRepository domains;
  private final DirectoryRepositories.StaffRepository staff;
  private final CustodyLedger ledger;
  private final Clock clock;

  IdentityWorker(
      IdentityProvider provider,
      IdentityOrders.Rows rows,
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.AgencyDomainRepository domains,
      DirectoryRepositories.StaffRepository staff,
      CustodyLedger ledger,
      Clock clock) {
    this.provider = provider;
    this.rows = rows;
    this.officers = officers;
    this.agencies = agencies;
    this.domains = domains;
    this.staff = staff;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * One order as it stood when the work began.
   *
   * @param superseded a later order makes this one void
   */
  private record Work(
      UUID order,
      ActorId person,
      IdentityProvider.Realm realm,
      Act act,
      String subject,
      IdentityProvider.@Nullable Invited invited,
      boolean superseded) {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Duration longestPause() {
    return Duration.ofSeconds(15);
  }

  /** One at a time: two orders for one person must not overtake each other. */
  @Override
  public synchronized void run(UUID id) throws Exception {
    ActingAs.system(() -> {
      Optional<Work> work = QuarkusTransaction.requiringNew().call(() -> open(id));
      if (work.isPresent()) {
        carryOut(work.get());
      }
      return id;
    });
  }

  private void carryOut(Work work) {
    @Nullable String subject = null;
    try {
      if (!work.superseded()) {
        subject = tell(work);
      }
    } catch (Problem problem) {
      QuarkusTransaction.requiringNew()
          .run(() -> rows.findById(work.order()).failed(problem.code()));
      if (problem.type() == ProblemType.UNAVAILABLE) {
        throw problem; // to be handed out again
      }
      return;
    }
    String invited = subject;
    QuarkusTransaction.requiringNew().run(() -> done(work, invited));
  }

  /** The new subject of somebody invited; null for everything else. */
  private @Nullable String tell(Work work) {
    switch (work.act()) {
      case INVITE -> {
        return provider.invite(
            work.realm(), java.util.Objects.requireNonNull(work.invited(), "an invitation"));
      }
      case SUSPEND -> provider.suspend(work.realm(), work.subject());
      case RESUME -> provider.resume(work.realm(), work.subject());
      case END -> provider.end(work.realm(), work.subject());
      case LOGOUT -> provider.logout(work.realm(), work.subject());
    }
    return null;
  }

  private void done(Work work, @Nullable String subject) {
    rows.findById(work.order()).done(clock.instant());
    if (subject != null) {
      switch (work.realm()) {
        case AGENCY -> officers.findById(work.person().value()).signsInAs(subject);
        case STAFF -> staff.findById(work.person().value()).signsInAs(subject);
      }
    }
    if (!work.superseded()) {
      ledger.append(
          new Subject.OfPerson(work.person()),
          Actor.SYSTEM,
          Role.SYSTEM,
          new HouseEvent.IdentityProviderTold(
              work.act().name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private Optional<Work> open(UUID id) {
    return rows.findByIdOptional(id)
        .filter(IdentityOrder::open)
        .flatMap(order -> {
          IdentityProvider.Realm realm = IdentityProvider.Realm.of(order.realm());
          return subject(realm, order.person()).map(subject -> work(order, realm, subject));
        });
  }

  private Work work(IdentityOrder order, IdentityProvider.Realm realm, String subject) {
    Act act = Act.valueOf(order.act());
    List<Act> later =
        rows.laterThan(order).stream().map(other -> Act.valueOf(other.act())).toList();
    boolean superseded =
        later.contains(Act.END)
            || STANDING.contains(act) && later.stream().anyMatch(STANDING::contains);
    return new Work(
        order.id(),
        new ActorId(order.person()),
        realm,
        act,
        subject,
        act == Act.INVITE ? invited(order, realm) : null,
        superseded);
  }

  private Optional<String> subject(IdentityProvider.Realm realm, UUID person) {
    return switch (realm) {
      case AGENCY -> officers.findByIdOptional(person).map(Officer::subject);
      case STAFF -> staff.findByIdOptional(person).map(StaffMember::subject);
    };
  }

  private IdentityProvider.Invited invited(IdentityOrder order, IdentityProvider.Realm realm) {
    IdentityProvider.Organization organization =
        realm == IdentityProvider.Realm.STAFF
            ? null
            : officers
                .findByIdOptional(order.person())
                .flatMap(officer -> agencies.findByIdOptional(officer.agencyId()))
                .map(agency ->
                    new IdentityProvider.Organization(
                        agency.slug(), agency.name(), domains.first(agency.id())))
                .orElseThrow();
    return new IdentityProvider.Invited(
        order.person(), order.fullName(), order.mail(), organization);
  }
}
