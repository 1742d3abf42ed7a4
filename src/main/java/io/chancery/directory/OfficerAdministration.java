package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A supervisor vouches for the officers of their own agency, vouches again when an account has
 * lapsed, and ends them. Nobody of another agency is ever found here.
 */
@ApplicationScoped
public class OfficerAdministration {
  /** Touched for the agency to vouch for somebody new, for the officer to vouch again. */
  public static final String VOUCH = "vouch";

  /** Touched for the officer. */
  public static final String END = "end-officer";

  /** Why an officer may end. */
  public static final List<String> REASONS =
      List.of("left-agency", "moved-unit", "passkey-lost", "misuse", "vouched-in-error");

  // Deliberately narrow (RFC 5321 allows more): a quoted or commented address is never an office's.
  static final Pattern MAIL = Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9-]+(\\.[a-z0-9-]+)+");

  /** Who is vouched for: as typed. */
  public record Form(String fullName, String mail, String badge, String unit) {
    /** Nothing typed yet. */
    public static final Form EMPTY = new Form("", "", "", "");

    /** Without spaces around, the address in lower case. */
    Form normal() {
      return new Form(
          fullName.strip(), mail.strip().toLowerCase(Locale.ROOT), badge.strip(), unit.strip());
    }

    @Override
    public String toString() {
      return "Form[…]";
    }
  }

  /** Where an officer's account stands. */
  public enum State {
    INVITED,
    ACTIVE,
    LAPSED,
    ENDED
  }

  /** An officer as their supervisor sees them. */
  public record Line(
      ActorId id,
      String fullName,
      String mail,
      String badge,
      String unit,
      String role,
      State state,
      boolean probation,
      Instant vouchedAt) {}

  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.AgencyDomainRepository domains;
  private final OfficerConfiguration configuration;
  private final IdentityOrders identities;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final CustodyLedger ledger;
  private final Ids ids;
  private final Clock clock;

  OfficerAdministration(
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.AgencyDomainRepository domains,
      OfficerConfiguration configuration,
      IdentityOrders identities,
      CurrentActor current,
      StepUps stepUps,
      CustodyLedger ledger,
      Ids ids,
      Clock clock) {
    this.officers = officers;
    this.domains = domains;
    this.configuration = configuration;
    this.identities = identities;
    this.current = current;
    this.stepUps = stepUps;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
  }

  /** Everybody of the supervisor's agency, those who have ended last. */
  @Transactional
  public List<Line> list() {
    return officers.of(agency().value()).stream().map(this::line).toList();
  }

  /**
   * One officer of the supervisor's agency.
   *
   * @throws Problem not-found for everybody else
   */
  @Transactional
  public Line one(UUID id) {
    return line(own(id));
  }

  /** The domains in which an officer's address must be. */
  @Transactional
  public List<String> domains() {
    return domains.of(agency().value()).stream().map(AgencyDomain::domain).toList();
  }

  /** The object of the touch for somebody new. */
  public String touchObject() {
    return agency().toString();
  }

  /**
   * Vouches for somebody new, who is invited at the identity provider and begins on probation.
   *
   * @throws Problem invalid-input with every field at fault
   */
  @Transactional
  public ActorId vouch(Form typed) {
    Actor supervisor = supervisor();
    AgencyId agency = agency();
    Form form = typed.normal();
    List<Problem.FieldError> errors = findings(form, agency);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    stepUps.require(VOUCH, agency.toString());
    ActorId id = new ActorId(ids.next());
    officers.persist(
        Officer.vouched(id, agency, form, Role.OFFICER, supervisor.id(), clock.instant()));
    identities.invite(IdentityProvider.Realm.AGENCY, id, form.fullName(), form.mail());
    ledger.append(
        new Subject.OfPerson(id),
        supervisor,
        Role.SUPERVISOR,
        new HouseEvent.OfficerVouched(agency.toString()));
    return id;
  }

  /**
   * Vouches for somebody whose account has lapsed.
   *
   * @throws Problem blocked when it has not, or when a supervisor means themselves
   */
  @Transactional
  public void vouchAgain(UUID id) {
    Actor supervisor = supervisor();
    Officer officer = own(id);
    if (line(officer).state() != State.LAPSED) {
      throw Problem.of(ProblemType.BLOCKED, "officer_not_lapsed");
    }
    stepUps.require(VOUCH, id.toString());
    officer.vouchedAgain(supervisor.id(), clock.instant());
    ledger.append(
        new Subject.OfPerson(new ActorId(id)),
        supervisor,
        Role.SUPERVISOR,
        new HouseEvent.OfficerVouchedAgain(officer.agencyId().toString()));
  }

  /**
   * Ends an officer: refused from this moment on, and their sessions end at the identity provider.
   *
   * @throws Problem blocked when they have ended or are the supervisor themselves
   */
  @Transactional
  public void end(UUID id, String reason) {
    Actor supervisor = supervisor();
    Officer officer = own(id);
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    if (officer.ended() || officer.id().equals(supervisor.id().value())) {
      throw Problem.of(ProblemType.BLOCKED, "officer_not_endable");
    }
    stepUps.require(END, id.toString());
    ActorId person = new ActorId(id);
    officer.end(clock.instant());
    identities.order(IdentityOrders.Act.END, IdentityProvider.Realm.AGENCY, person);
    ledger.append(
        new Subject.OfPerson(person),
        supervisor,
        Role.SUPERVISOR,
        new HouseEvent.OfficerEnded(officer.agencyId().toString(), reason));
  }

  /** Everything that is wrong with somebody new of that agency. */
  List<Problem.FieldError> findings(Form form, AgencyId agency) {
    List<Problem.FieldError> errors = new ArrayList<>();
    required(errors, "fullName", form.fullName(), 200);
    required(errors, "badge", form.badge(), 100);
    required(errors, "unit", form.unit(), 200);
    if (!MAIL.matcher(form.mail()).matches()) {
      errors.add(new Problem.FieldError("mail", "mail_shape"));
    } else if (!domainOf(form.mail(), agency)) {
      errors.add(new Problem.FieldError("mail", "mail_domain"));
    } else if (officers.byMail(form.mail()).isPresent()) {
      errors.add(new Problem.FieldError("mail", "mail_known"));
    }
    return errors;
  }

  /** Exactly a domain of the agency: none below it, none like it. */
  private boolean domainOf(String mail, AgencyId agency) {
    String domain = mail.substring(mail.indexOf('@') + 1);
    return domains
        .findByIdOptional(domain)
        .filter(known -> known.agencyId().equals(agency.value()))
        .isPresent();
  }

  private static void required(
      List<Problem.FieldError> errors, String field, String value, int longest) {
    if (value.isEmpty() || value.length() > longest) {
      errors.add(new Problem.FieldError(field, field + "_missing"));
    }
  }

  private Line line(Officer officer) {
    ActorId id = new ActorId(officer.id());
    State state =
        officer.ended()
            ? State.ENDED
            : identities.waiting(id, IdentityOrders.Act.INVITE)
                ? State.INVITED
                : officer.lapsed(clock.instant().minus(configuration.lapse()))
                    ? State.LAPSED
                    : State.ACTIVE;
    return new Line(
        id,
        officer.fullName(),
        officer.mail(),
        officer.badge(),
        officer.unit(),
        officer.role(),
        state,
        officer.onProbation(),
        officer.vouchedAt());
  }

  private Officer own(UUID id) {
    AgencyId agency = agency();
    return officers
        .findByIdOptional(id)
        .filter(officer -> officer.agencyId().equals(agency.value()))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private Actor supervisor() {
    Actor actor = current.get();
    if (!actor.is(Role.SUPERVISOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }

  private AgencyId agency() {
    AgencyId agency = supervisor().agency();
    if (agency == null) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return agency;
  }
}
