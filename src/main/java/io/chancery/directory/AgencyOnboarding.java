package io.chancery.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.access.Actor;
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
import io.chancery.notification.Outbox;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From a first contact to an agency that may ask: a clerk collects evidence and proposes, an
 * approver sees the same lines and confirms. What resembles a known agency is said to both.
 */
@ApplicationScoped
public class AgencyOnboarding implements ProposalHandler {
  /** Where the token of a DNS challenge is published, below the domain. */
  public static final String DNS_NAME = "_chancery-challenge.";

  /** Evidence that a person saw. */
  static final List<String> SEEN = List.of("directory", "letter");

  private static final int WORDS = 2000;

  /**
   * One piece of evidence.
   *
   * @param challenge the token of a DNS challenge; null for a mailed one, which nobody here knows
   */
  public record EvidenceView(
      UUID id,
      String kind,
      String words,
      @Nullable String domain,
      @Nullable String challenge,
      boolean met) {}

  /** An application as staff see it. */
  record View(
      UUID id,
      NewAgency agency,
      List<EvidenceView> evidence,
      List<LookAlikes.Alarm> alarms,
      List<String> missing,
      boolean admitted) {}

  /** What a proposal carries: exactly what both people see. */
  record Content(
      NewAgency agency,
      List<LookAlikes.Alarm> alarms,
      List<String> evidence,
      @Nullable String despite) {}

  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.AgencyDomainRepository domains;
  private final DirectoryRepositories.ContactNumberRepository numbers;
  private final DirectoryRepositories.OfficerRepository officers;
  private final DirectoryRepositories.ApplicationRepository applications;
  private final DirectoryRepositories.EvidenceRepository evidence;
  private final DomainRecords records;
  private final IdentityOrders identities;
  private final Outbox outbox;
  private final Proposals proposals;
  private final CurrentActor current;
  private final CustodyLedger ledger;
  private final ObjectMapper json;
  private final Ids ids;
  private final Clock clock;

  AgencyOnboarding(
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.AgencyDomainRepository domains,
      DirectoryRepositories.ContactNumberRepository numbers,
      DirectoryRepositories.OfficerRepository officers,
      DirectoryRepositories.ApplicationRepository applications,
      DirectoryRepositories.EvidenceRepository evidence,
      DomainRecords records,
      IdentityOrders identities,
      Outbox outbox,
      Proposals proposals,
      CurrentActor current,
      CustodyLedger ledger,
      ObjectMapper json,
      Ids ids,
      Clock clock) {
    this.agencies = agencies;
    this.domains = domains;
    this.numbers = numbers;
    this.officers = officers;
    this.applications = applications;
    this.evidence = evidence;
    this.records = records;
    this.identities = identities;
    this.outbox = outbox;
    this.proposals = proposals;
    this.current = current;
    this.ledger = ledger;
    this.json = json;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Begins an application, with a DNS and a mail challenge for its domains.
   *
   * @throws Problem invalid-input with every field at fault
   */
  @Transactional
  UUID begin(NewAgency agency) {
    UUID clerk = clerk().id().value();
    List<Problem.FieldError> errors = new ArrayList<>(agency.findings());
    if (agencies.bySlug(agency.slug()).isPresent()) {
      errors.add(new Problem.FieldError("slug", "agency_known"));
    }
    if (agency.domains().stream().anyMatch(d -> domains.findByIdOptional(d).isPresent())) {
      errors.add(new Problem.FieldError("domains", "agency_known"));
    }
    if (officers.byMail(agency.supervisor().mail()).isPresent()) {
      errors.add(new Problem.FieldError("mail", "mail_known"));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    Instant now = clock.instant();
    UUID id = ids.next();
    applications.persist(new AgencyApplication(id, written(agency), clerk, now));
    for (String domain : agency.domains()) {
      evidence.persist(
          AgencyEvidence.challenge(ids.next(), id, "dns", domain, token(), clerk, now));
    }
    String mail = agency.supervisor().mail();
    String code = token();
    evidence.persist(
        AgencyEvidence.challenge(
            ids.next(), id, "mail", mail.substring(mail.indexOf('@') + 1), code, clerk, now));
    outbox.addCode(Outbox.Kind.DOMAIN_CHALLENGE, code, mail);
    ledger.append(
        new Subject.OfAgency(new AgencyId(id)),
        current.get(),
        Role.CLERK,
        new HouseEvent.AgencyApplicationBegun(agency.domains().size()));
    return id;
  }

  /** Applications that nobody has admitted yet, newest first. */
  @Transactional
  List<View> open() {
    return applications.open().stream().map(this::view).toList();
  }

  /**
   * One application.
   *
   * @throws Problem not-found
   */
  @Transactional
  View one(UUID id) {
    return view(required(id));
  }

  /**
   * Records a directory entry or a letter.
   *
   * @throws Problem invalid-input
   */
  @Transactional
  void record(UUID id, String kind, String words) {
    Actor clerk = clerk();
    AgencyApplication application = waiting(id);
    if (!SEEN.contains(kind)) {
      throw Problem.invalid("kind", "evidence_kind");
    }
    if (words.isBlank() || words.length() > WORDS) {
      throw Problem.invalid("words", "evidence_words");
    }
    evidence.persist(
        AgencyEvidence.seen(
            ids.next(),
            application.id(),
            kind,
            words.strip(),
            clerk.id().value(),
            clock.instant()));
    recorded(id, kind);
  }

  /**
   * Whether the domain publishes the token of a DNS challenge now. Not within a transaction.
   *
   * @throws Problem not-found for another challenge; unavailable when the name servers are silent
   */
  boolean published(View application, UUID challenge) {
    EvidenceView wanted =
        application.evidence().stream()
            .filter(e -> e.id().equals(challenge) && e.kind().equals("dns"))
            .findFirst()
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    return records.texts(DNS_NAME + wanted.domain()).contains(wanted.challenge());
  }

  /**
   * Takes down that a DNS challenge was met, which {@link #published} has just seen.
   *
   * @param code the code that was mailed, for a mail challenge; empty for a DNS challenge
   * @throws Problem invalid-input when the code is another one
   */
  @Transactional
  void meet(UUID id, UUID challenge, String code) {
    Actor unused = clerk();
    AgencyApplication application = waiting(id);
    AgencyEvidence row =
        evidence
            .findByIdOptional(challenge)
            .filter(e -> e.applicationId().equals(application.id()) && e.challenge() != null)
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (row.kind().equals("mail") && !code.strip().equals(row.challenge())) {
      throw Problem.invalid("code", "challenge_code");
    }
    if (!row.met()) {
      row.meet(clock.instant());
      recorded(id, row.kind());
    }
  }

  /**
   * Proposes the agency to an approver.
   *
   * @param despite in words why it is admitted although it resembles another; empty without alarm
   * @throws Problem blocked while evidence is missing; invalid-input when an alarm is not answered
   */
  @Transactional
  ProposalId propose(UUID id, String reason, String despite) {
    View view = view(waiting(id));
    if (!view.missing().isEmpty()) {
      throw Problem.of(ProblemType.BLOCKED, "application_evidence_missing");
    }
    if (!view.alarms().isEmpty() && despite.strip().length() < 20) {
      throw Problem.invalid("despite", "alarm_words");
    }
    return proposals.propose(
        TwoPersonAct.ADMIT_AGENCY,
        id,
        null,
        bytes(
            new Content(
                view.agency(),
                view.alarms(),
                view.evidence().stream()
                    .filter(EvidenceView::met)
                    .map(AgencyOnboarding::said)
                    .toList(),
                despite.isBlank() ? null : despite.strip())),
        reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(TwoPersonAct.ADMIT_AGENCY);
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    Content read = content(content);
    NewAgency agency = read.agency();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("agency_name", agency.name() + " (" + agency.slug() + ")"));
    lines.add(new Line("agency_kind", agency.kind() + ", " + agency.country()));
    lines.add(new Line("agency_domains", String.join(", ", agency.domains())));
    lines.add(
        new Line(
            "agency_regimes",
            agency.regimes().isEmpty() ? "–" : String.join(", ", agency.regimes())));
    lines.add(new Line("number_new", String.join(", ", agency.numbers())));
    lines.add(new Line("number_source", agency.numbersSource()));
    lines.add(
        new Line(
            "agency_supervisor",
            agency.supervisor().fullName() + ", " + agency.supervisor().mail()));
    read.evidence().forEach(e -> lines.add(new Line("agency_evidence", e)));
    read.alarms().forEach(a -> lines.add(new Line("agency_alarm", said(a))));
    if (read.despite() != null) {
      lines.add(new Line("agency_despite", read.despite()));
    }
    return lines;
  }

  @Override
  public boolean asksForWords(TwoPersonAct act, byte[] content) {
    return !content(content).alarms().isEmpty();
  }

  @Override
  public void apply(Confirmed proposal) {
    AgencyApplication application = waiting(proposal.object());
    Content read = content(proposal.content());
    NewAgency agency = read.agency();
    // Another agency may have come since: what both people saw must still be all there is to see.
    if (!alarms(agency).equals(read.alarms())
        || agencies.bySlug(agency.slug()).isPresent()
        || officers.byMail(agency.supervisor().mail()).isPresent()) {
      throw Problem.of(ProblemType.STALE);
    }
    Instant now = clock.instant();
    AgencyId id = new AgencyId(application.id());
    agencies.persist(Agency.admitted(id, agency, now));
    agencies.flush();
    agency.domains().forEach(d -> domains.persist(new AgencyDomain(d, id.value(), now)));
    agency
        .numbers()
        .forEach(n ->
            numbers.persist(
                new ContactNumber(ids.next(), id.value(), n, agency.numbersSource(), now)));
    ActorId supervisor = new ActorId(ids.next());
    officers.persist(
        Officer.vouched(
            supervisor, id, agency.supervisor(), Role.SUPERVISOR, proposal.confirmedBy(), now));
    identities.invite(
        IdentityProvider.Realm.AGENCY,
        supervisor,
        agency.supervisor().fullName(),
        agency.supervisor().mail());
    application.admit(now);
    ledger.append(
        new Subject.OfAgency(id),
        current.get(),
        new HouseEvent.AgencyAdmitted(
            proposal.id().toString(), read.evidence().size(), read.alarms().size()));
  }

  private View view(AgencyApplication application) {
    NewAgency agency = agency(application.content());
    List<EvidenceView> rows =
        evidence.of(application.id()).stream()
            .map(e ->
                new EvidenceView(
                    e.id(),
                    e.kind(),
                    e.words(),
                    e.domain(),
                    e.kind().equals("dns") ? e.challenge() : null,
                    e.met()))
            .toList();
    return new View(
        application.id(),
        agency,
        rows,
        application.admitted() ? List.of() : alarms(agency),
        missing(agency, rows),
        application.admitted());
  }

  /** A directory entry or letter, and control of every domain. */
  private static List<String> missing(NewAgency agency, List<EvidenceView> rows) {
    List<String> missing = new ArrayList<>();
    if (rows.stream().noneMatch(e -> SEEN.contains(e.kind()))) {
      missing.add("directory");
    }
    for (String domain : agency.domains()) {
      if (rows.stream().noneMatch(e -> e.met() && domain.equals(e.domain()))) {
        missing.add(domain);
      }
    }
    return missing;
  }

  private List<LookAlikes.Alarm> alarms(NewAgency agency) {
    return LookAlikes.of(
        agency.name(),
        agency.domains(),
        agencies.list("order by name, id").stream()
            .map(known ->
                new LookAlikes.Known(
                    known.name(),
                    domains.of(known.id()).stream().map(AgencyDomain::domain).toList()))
            .toList());
  }

  private static String said(EvidenceView e) {
    return e.domain() == null ? e.kind() + ": " + e.words() : e.kind() + ": " + e.domain();
  }

  static String said(LookAlikes.Alarm alarm) {
    return alarm.typed() + " ~ " + alarm.known() + " (" + alarm.agency() + ", " + alarm.how() + ")";
  }

  private void recorded(UUID id, String kind) {
    ledger.append(
        new Subject.OfAgency(new AgencyId(id)),
        current.get(),
        Role.CLERK,
        new HouseEvent.AgencyEvidenceRecorded(kind));
  }

  private AgencyApplication required(UUID id) {
    return applications.findByIdOptional(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private AgencyApplication waiting(UUID id) {
    AgencyApplication application = required(id);
    if (application.admitted()) {
      throw Problem.of(ProblemType.STALE);
    }
    return application;
  }

  private Actor clerk() {
    Actor actor = current.get();
    if (!actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }

  private String token() {
    return HexFormat.of().formatHex(ids.bytes(16));
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings was not written", e);
    }
  }

  private byte[] bytes(Content content) {
    return written(content).getBytes(StandardCharsets.UTF_8);
  }

  private NewAgency agency(String content) {
    try {
      return json.readValue(content, NewAgency.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored application cannot be read", e);
    }
  }

  private Content content(byte[] content) {
    try {
      return json.readValue(content, Content.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored proposal cannot be read", e);
    }
  }
}
