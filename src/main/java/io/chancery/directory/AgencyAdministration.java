package io.chancery.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyEvent;
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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What staff do with agencies that have been admitted: suspend at once, and by two people lift a
 * suspension, verify again and change call-back numbers.
 */
@ApplicationScoped
public class AgencyAdministration implements ProposalHandler {
  /** Touched for the agency. */
  public static final String SUSPEND = "suspend-agency";

  /** Why an agency may be suspended. */
  public static final List<String> REASONS =
      List.of("forged-request", "account-taken-over", "domain-lost", "misuse", "agency-dissolved");

  /**
   * A call-back number.
   *
   * @param usableFrom when it is old enough
   * @param usable whether it may be called for a check now
   */
  public record CallBackNumber(
      UUID id,
      String number,
      String source,
      Instant recordedAt,
      Instant usableFrom,
      boolean usable) {}

  /** An agency as staff see it. */
  public record AgencyLine(
      AgencyId id,
      String name,
      String country,
      String kind,
      List<String> domains,
      @Nullable Instant suspendedAt,
      @Nullable String suspendedReason,
      Instant verifiedAt,
      Instant verificationDue,
      boolean overdue) {}

  /**
   * What a proposal about a number carries.
   *
   * @param retire the number that ends; null when none does
   * @param number the new one, E.164; null when none comes
   * @param source where the new one was found
   */
  record NumberChange(@Nullable UUID retire, @Nullable String number, @Nullable String source) {}

  private final DirectoryRepositories.AgencyRepository agencies;
  private final DirectoryRepositories.AgencyDomainRepository domains;
  private final DirectoryRepositories.ContactNumberRepository numbers;
  private final DirectoryRepositories.OfficerRepository officers;
  private final IdentityOrders identities;
  private final AgencyConfiguration configuration;
  private final Proposals proposals;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final CustodyLedger ledger;
  private final ObjectMapper json;
  private final Ids ids;
  private final Clock clock;

  AgencyAdministration(
      DirectoryRepositories.AgencyRepository agencies,
      DirectoryRepositories.AgencyDomainRepository domains,
      DirectoryRepositories.ContactNumberRepository numbers,
      DirectoryRepositories.OfficerRepository officers,
      IdentityOrders identities,
      AgencyConfiguration configuration,
      Proposals proposals,
      CurrentActor current,
      StepUps stepUps,
      CustodyLedger ledger,
      ObjectMapper json,
      Ids ids,
      Clock clock) {
    this.agencies = agencies;
    this.domains = domains;
    this.numbers = numbers;
    this.officers = officers;
    this.identities = identities;
    this.configuration = configuration;
    this.proposals = proposals;
    this.current = current;
    this.stepUps = stepUps;
    this.ledger = ledger;
    this.json = json;
    this.ids = ids;
    this.clock = clock;
  }

  /** Every agency; those whose verification is overdue first. */
  @Transactional
  public List<AgencyLine> list() {
    return agencies.byVerification().stream().map(this::line).toList();
  }

  /**
   * One agency.
   *
   * @throws Problem not-found
   */
  @Transactional
  public AgencyLine one(AgencyId id) {
    return line(required(id.value()));
  }

  /** The agency's numbers for call-backs that have not been retired, the oldest first. */
  @Transactional
  public List<CallBackNumber> callBackNumbers(AgencyId id) {
    Instant now = clock.instant();
    return numbers.of(id.value()).stream()
        .map(number -> {
          Instant from = number.usableFrom(configuration.callBackAge());
          return new CallBackNumber(
              number.id(),
              number.number(),
              number.source(),
              number.recordedAt(),
              from,
              !from.isAfter(now));
        })
        .toList();
  }

  /**
   * Stops everything of an agency at once: sign-ins, submissions, hand-overs. One person is enough.
   *
   * @throws Problem blocked when it is suspended already
   */
  @Transactional
  public void suspend(AgencyId id, String reason) {
    Actor actor = staff();
    Agency agency = required(id.value());
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    if (agency.suspended()) {
      throw Problem.of(ProblemType.BLOCKED, "agency_suspended");
    }
    stepUps.require(SUSPEND, id.toString());
    agency.suspend(reason, clock.instant());
    // Standing refuses from the commit on; the sessions at the identity provider end as well.
    officers.of(id.value()).stream()
        .filter(officer -> !officer.ended())
        .forEach(officer ->
            identities.order(
                IdentityOrders.Act.LOGOUT,
                IdentityProvider.Realm.AGENCY,
                new ActorId(officer.id())));
    ledger.append(new Subject.OfAgency(id), actor, new HouseEvent.AgencySuspended(reason));
  }

  /**
   * Proposes to lift a suspension.
   *
   * @throws Problem blocked when the agency is not suspended
   */
  @Transactional
  public ProposalId proposeLift(AgencyId id, String reason) {
    if (!required(id.value()).suspended()) {
      throw Problem.of(ProblemType.BLOCKED, "agency_not_suspended");
    }
    return proposals.propose(
        TwoPersonAct.LIFT_AGENCY_SUSPENSION, id.value(), null, new byte[0], reason);
  }

  /** Proposes that the agency was verified again: domains, numbers, people and powers compared. */
  @Transactional
  public ProposalId proposeVerification(AgencyId id, String reason) {
    Agency unused = required(id.value());
    return proposals.propose(
        TwoPersonAct.VERIFY_AGENCY_AGAIN, id.value(), null, new byte[0], reason);
  }

  /**
   * Proposes to record a number, to retire one, or both.
   *
   * @param retire null when none is retired
   * @param number in international form; empty when none is recorded
   * @param source where it was found: a directory that the agency does not write itself
   * @throws Problem invalid-input with the fields at fault
   */
  @Transactional
  public ProposalId proposeNumber(
      AgencyId id, @Nullable UUID retire, String number, String source, String reason) {
    Agency unused = required(id.value());
    if (retire != null && numbers.of(id.value()).stream().noneMatch(n -> n.id().equals(retire))) {
      throw Problem.invalid("retire", "number_unknown");
    }
    String typed = number.strip();
    String normal = typed.isEmpty() ? null : normal(typed, "number");
    if (normal == null && retire == null) {
      throw Problem.invalid("number", "number_shape");
    }
    if (normal != null && (source.isBlank() || source.length() > 500)) {
      throw Problem.invalid("source", "number_source");
    }
    return proposals.propose(
        TwoPersonAct.CHANGE_CALL_BACK_NUMBER,
        id.value(),
        null,
        written(new NumberChange(retire, normal, normal == null ? null : source.strip())),
        reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(
        TwoPersonAct.LIFT_AGENCY_SUSPENSION,
        TwoPersonAct.VERIFY_AGENCY_AGAIN,
        TwoPersonAct.CHANGE_CALL_BACK_NUMBER);
  }

  @Override
  public List<ProposalHandler.Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    List<ProposalHandler.Line> lines = new ArrayList<>();
    Agency agency = required(object);
    lines.add(new ProposalHandler.Line("agency_name", agency.name()));
    if (act == TwoPersonAct.LIFT_AGENCY_SUSPENSION) {
      lines.add(
          new ProposalHandler.Line(
              "agency_suspended_for", Objects.requireNonNullElse(agency.suspendedReason(), "–")));
    }
    if (act == TwoPersonAct.CHANGE_CALL_BACK_NUMBER) {
      NumberChange change = read(content);
      UUID retired = change.retire();
      if (retired != null) {
        numbers
            .findByIdOptional(retired)
            .ifPresent(n -> lines.add(new ProposalHandler.Line("number_retired", n.number())));
      }
      if (change.number() != null) {
        lines.add(new ProposalHandler.Line("number_new", change.number()));
        lines.add(
            new ProposalHandler.Line(
                "number_source", Objects.requireNonNullElse(change.source(), "–")));
      }
    }
    return lines;
  }

  @Override
  public void apply(Confirmed proposal) {
    Agency agency = required(proposal.object());
    Instant now = clock.instant();
    CustodyEvent event =
        switch (proposal.act()) {
          case LIFT_AGENCY_SUSPENSION -> {
            if (!agency.suspended()) {
              throw Problem.of(ProblemType.STALE);
            }
            agency.lift();
            yield new HouseEvent.AgencySuspensionLifted(proposal.id().toString());
          }
          case VERIFY_AGENCY_AGAIN -> {
            agency.verifiedAgain(now);
            yield new HouseEvent.AgencyVerifiedAgain(proposal.id().toString());
          }
          case CHANGE_CALL_BACK_NUMBER -> {
            change(agency, read(proposal.content()), now);
            yield new HouseEvent.CallBackNumberChanged(proposal.id().toString());
          }
          default -> throw new IllegalStateException("not an act of agencies");
        };
    ledger.append(new Subject.OfAgency(new AgencyId(agency.id())), current.get(), event);
  }

  private void change(Agency agency, NumberChange change, Instant now) {
    UUID retired = change.retire();
    if (retired != null) {
      ContactNumber old = numbers.findById(retired);
      if (old.retired()) {
        throw Problem.of(ProblemType.STALE);
      }
      old.retire(now);
    }
    String number = change.number();
    if (number != null) {
      numbers.persist(
          new ContactNumber(
              ids.next(),
              agency.id(),
              number,
              Objects.requireNonNullElse(change.source(), ""),
              now));
    }
  }

  private AgencyLine line(Agency agency) {
    return new AgencyLine(
        new AgencyId(agency.id()),
        agency.name(),
        agency.country(),
        agency.kind(),
        domains.of(agency.id()).stream().map(AgencyDomain::domain).toList(),
        agency.suspendedAt(),
        agency.suspendedReason(),
        agency.verifiedAt(),
        agency.verificationDue(),
        agency.verificationOverdue(clock.instant()));
  }

  private Actor staff() {
    Actor actor = current.get();
    if (!actor.is(Role.CLERK) && !actor.is(Role.REVIEWER) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }

  private Agency required(UUID id) {
    return agencies.findByIdOptional(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private byte[] written(NumberChange change) {
    try {
      return json.writeValueAsBytes(change);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings was not written", e);
    }
  }

  private NumberChange read(byte[] content) {
    try {
      return json.readValue(content, NumberChange.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored proposal cannot be read", e);
    }
  }

  /**
   * A number in its one international form.
   *
   * @throws Problem invalid-input at {@code field} when it is none
   */
  static String normal(String typed, String field) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      var parsed = phones.parse(typed, null);
      if (phones.isPossibleNumber(parsed)) {
        return phones.format(parsed, PhoneNumberUtil.PhoneNumberFormat.E164);
      }
    } catch (NumberParseException e) {
      // Answered below: the remedy is the same.
    }
    throw Problem.invalid(field, "number_shape");
  }
}
