package io.chancery.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.ProposalId;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Another supervisor for an agency that has none left: the last one ended or lapsed, and nobody can
 * vouch for anybody. Two of the platform's people act on the agency's letter and a call to a number
 * that the directory has known for long; while the agency can help itself it does.
 */
@ApplicationScoped
public class AgencySupervisors implements ProposalHandler {
  private static final int WORDS = 2000;
  private static final int FEWEST = 20;

  /**
   * What a clerk enters, and what a proposal carries.
   *
   * @param supervisor who is to come
   * @param letter which letter of the agency asks for it, in words
   * @param number the id of the call-back number that was called
   * @param called who said what on the telephone, in words
   */
  public record Evidence(
      OfficerAdministration.Form supervisor, String letter, String number, String called) {
    /** Nothing typed yet. */
    public static final Evidence NOTHING =
        new Evidence(OfficerAdministration.Form.EMPTY, "", "", "");

    @Override
    public String toString() {
      return "Evidence[…]";
    }
  }

  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.ContactNumberRepository numbers;
  private final OfficerAdministration administration;
  private final OfficerConfiguration people;
  private final AgencyConfiguration configuration;
  private final IdentityOrders identities;
  private final Proposals proposals;
  private final CurrentActor current;
  private final CustodyLedger ledger;
  private final ObjectMapper json;
  private final Ids ids;
  private final Clock clock;

  AgencySupervisors(
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.ContactNumberRepository numbers,
      OfficerAdministration administration,
      OfficerConfiguration people,
      AgencyConfiguration configuration,
      IdentityOrders identities,
      Proposals proposals,
      CurrentActor current,
      CustodyLedger ledger,
      ObjectMapper json,
      Ids ids,
      Clock clock) {
    this.agencies = agencies;
    this.officers = officers;
    this.numbers = numbers;
    this.administration = administration;
    this.people = people;
    this.configuration = configuration;
    this.identities = identities;
    this.proposals = proposals;
    this.current = current;
    this.ledger = ledger;
    this.json = json;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whether nobody is left who can vouch for the agency's people. */
  @Transactional
  public boolean missing(AgencyId agency) {
    Instant since = clock.instant().minus(people.lapse());
    return supervisors(agency.value()).stream().allMatch(s -> s.ended() || s.lapsed(since));
  }

  /**
   * Proposes the new supervisor to an approver.
   *
   * @throws Problem blocked while the agency has a supervisor or is suspended; invalid-input with
   *     every field at fault, among them a number that is too young to be believed
   */
  @Transactional
  public ProposalId propose(AgencyId id, Evidence typed, String reason) {
    Agency agency =
        agencies.findByIdOptional(id.value()).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    blocked(agency)
        .ifPresent(code -> {
          throw Problem.of(ProblemType.BLOCKED, code);
        });
    Evidence evidence =
        new Evidence(
            typed.supervisor().normal(),
            typed.letter().strip(),
            typed.number(),
            typed.called().strip());
    List<Problem.FieldError> errors = findings(evidence, id);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return proposals.propose(
        TwoPersonAct.NAME_SUPERVISOR, id.value(), null, written(evidence), reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(TwoPersonAct.NAME_SUPERVISOR);
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    Evidence evidence = read(content);
    OfficerAdministration.Form form = evidence.supervisor();
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line("agency_name", agencies.findByIdOptional(object).map(Agency::name).orElse("–")));
    supervisors(object)
        .forEach(s -> lines.add(new Line("supervisor_before", s.fullName() + ", " + s.mail())));
    lines.add(new Line("supervisor_new", form.fullName() + ", " + form.mail()));
    lines.add(new Line("officer_badge", form.badge()));
    lines.add(new Line("officer_unit", form.unit()));
    lines.add(new Line("supervisor_letter", evidence.letter()));
    lines.add(
        new Line(
            "supervisor_number",
            numbers
                .findByIdOptional(AgencyPages.uuid(evidence.number()))
                .map(n -> n.number() + " (" + n.source() + ")")
                .orElse("–")));
    lines.add(new Line("supervisor_called", evidence.called()));
    return lines;
  }

  @Override
  public void apply(Confirmed proposal) {
    AgencyId id = new AgencyId(proposal.object());
    Agency agency = agencies.findById(proposal.object());
    Evidence evidence = read(proposal.content());
    // What both people saw must still hold: nobody came meanwhile, and the number was not retired.
    if (blocked(agency).isPresent() || !findings(evidence, id).isEmpty()) {
      throw Problem.of(ProblemType.STALE);
    }
    OfficerAdministration.Form form = evidence.supervisor();
    ActorId supervisor = new ActorId(ids.next());
    officers.persist(
        Officer.vouched(
            supervisor, id, form, Role.SUPERVISOR, proposal.confirmedBy(), clock.instant()));
    identities.invite(IdentityProvider.Realm.AGENCY, supervisor, form.fullName(), form.mail());
    ledger.append(
        new Subject.OfAgency(id),
        current.get(),
        new HouseEvent.SupervisorNamed(proposal.id().toString()));
  }

  private Optional<String> blocked(Agency agency) {
    if (agency.suspended()) {
      return Optional.of("agency_suspended");
    }
    return missing(new AgencyId(agency.id()))
        ? Optional.empty()
        : Optional.of("agency_has_supervisor");
  }

  private List<Problem.FieldError> findings(Evidence evidence, AgencyId agency) {
    List<Problem.FieldError> errors =
        new ArrayList<>(administration.findings(evidence.supervisor(), agency));
    words(errors, "letter", evidence.letter());
    words(errors, "called", evidence.called());
    Instant now = clock.instant();
    if (numbers.of(agency.value()).stream()
        .noneMatch(n ->
            n.id().toString().equals(evidence.number())
                && !n.usableFrom(configuration.callBackAge()).isAfter(now))) {
      errors.add(new Problem.FieldError("calledNumber", "number_not_usable"));
    }
    return errors;
  }

  private static void words(List<Problem.FieldError> errors, String field, String words) {
    if (words.length() < FEWEST || words.length() > WORDS) {
      errors.add(new Problem.FieldError(field, "evidence_in_words"));
    }
  }

  private List<Officer> supervisors(UUID agency) {
    return officers.of(agency).stream()
        .filter(officer -> officer.role().equals(Role.SUPERVISOR.key()))
        .toList();
  }

  private byte[] written(Evidence evidence) {
    try {
      return json.writeValueAsBytes(evidence);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings was not written", e);
    }
  }

  private Evidence read(byte[] content) {
    try {
      return json.readValue(content, Evidence.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored proposal cannot be read", e);
    }
  }
}
