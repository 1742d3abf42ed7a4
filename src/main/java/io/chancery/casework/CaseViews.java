package io.chancery.casework;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.Subject;
import io.chancery.directory.Agencies;
import io.chancery.directory.Officers;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.keys.Envelopes;
import io.chancery.policy.Judges;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people may see of cases: single views, lists and queues. Changes nothing. */
@ApplicationScoped
public class CaseViews {

  /** One line of a list. */
  public record Row(
      String reference,
      CaseStatus status,
      @Nullable String actsNext,
      String kind,
      String agency,
      Instant receivedAt,
      @Nullable Instant dueAt,
      @JsonIgnore boolean emergency) {}

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Instruments instruments;
  private final CaseRepositories.Targets targets;
  private final CaseRepositories.Items items;
  private final CaseRepositories.Links links;
  private final CaseRepositories.Expressions expressions;
  private final CaseClocks clocks;
  private final CaseRepositories.Answers answers;
  private final CaseAccess access;
  private final CurrentActor current;
  private final PolicyPacks packs;
  private final Agencies agencies;
  private final Officers officers;
  private final Envelopes envelopes;
  private final CustodyLedger ledger;

  CaseViews(
      CaseRepositories.Cases cases,
      CaseRepositories.Instruments instruments,
      CaseRepositories.Targets targets,
      CaseRepositories.Items items,
      CaseRepositories.Links links,
      CaseRepositories.Expressions expressions,
      CaseClocks clocks,
      CaseRepositories.Answers answers,
      CaseAccess access,
      CurrentActor current,
      PolicyPacks packs,
      Agencies agencies,
      Officers officers,
      Envelopes envelopes,
      CustodyLedger ledger) {
    this.cases = cases;
    this.instruments = instruments;
    this.targets = targets;
    this.items = items;
    this.links = links;
    this.expressions = expressions;
    this.clocks = clocks;
    this.answers = answers;
    this.access = access;
    this.current = current;
    this.packs = packs;
    this.agencies = agencies;
    this.officers = officers;
    this.envelopes = envelopes;
    this.ledger = ledger;
  }

  /** The case, if the current actor may see it; records that a staff member looked. */
  @Transactional
  public CaseView open(String reference, String page) {
    DisclosureCase row = access.require(reference);
    Actor actor = current.get();
    if (CaseAccess.isStaff(actor)) {
      cases.lock(row.id());
      ledger.append(
          new Subject.OfCase(row.id(), row.reference()), actor, new CaseEvent.CaseViewed(page));
    }
    return view(row);
  }

  /** Records that a staff member looked at a part of a case; nobody else's look is an entry. */
  @Transactional
  public void looked(String reference, String page) {
    Actor actor = current.get();
    if (CaseAccess.isStaff(actor)) {
      DisclosureCase row = access.require(reference);
      cases.lock(row.id());
      ledger.append(
          new Subject.OfCase(row.id(), row.reference()), actor, new CaseEvent.CaseViewed(page));
    }
  }

  /** The case for a facade that is about to act on it; not a person's look, so no entry. */
  @Transactional
  public CaseView of(CaseId id) {
    return view(cases.findById(id.value()));
  }

  /** Whether the case opened with another one, to store at once what that asks. */
  @Transactional
  public boolean companion(CaseId id) {
    return links.isCompanion(id);
  }

  /** Cases that preserve, and whose term is over before {@code end}. */
  @Transactional
  public List<CaseId> preservedUntil(Instant end) {
    return cases
        .find("status = ?1 and nextClockAt < ?2 order by nextClockAt", CaseStatus.PRESERVED, end)
        .page(0, 500)
        .list()
        .stream()
        .map(DisclosureCase::id)
        .toList();
  }

  /** Whether the case asks to preserve and not to produce. */
  @Transactional
  public boolean preserves(CaseId id) {
    return clocks.rule(cases.findById(id.value())).preserves();
  }

  /** Whether the agency's own supervisor has to confirm the case, as its pack says. */
  @Transactional
  public boolean supervised(CaseId id) {
    return clocks.rule(cases.findById(id.value())).supervised();
  }

  /** The version of a case that the current actor may see; not a look at it, so no entry. */
  @Transactional
  public long version(String reference) {
    return access.require(reference).version();
  }

  /** The rules that a case keeps, if the current actor may see it. */
  @Transactional
  public PolicyPack rules(String reference) {
    DisclosureCase row = access.require(reference);
    return packs.required(row.regime(), row.packVersion());
  }

  /** Where the case stands, under its row's lock until the caller's transaction ends. */
  @Transactional(Transactional.TxType.MANDATORY)
  public CaseStatus lockedStatus(CaseId id) {
    return cases.lock(id).orElseThrow().status();
  }

  /** The cases that the current actor may see, newest first. */
  @Transactional
  public List<Row> list(@Nullable CaseStatus status, int page) {
    Actor actor = current.get();
    String filter = status == null ? "1 = 1" : "status = ?1";
    Object[] values = status == null ? new Object[0] : new Object[] {status};
    return cases.find(filter + " order by receivedAt desc", values).page(page, 50).list().stream()
        .filter(row -> access.maySee(actor, row))
        .map(this::row)
        .toList();
  }

  /**
   * How many cases an agency has opened since a time; what was referred to it does not count.
   *
   * @param officer only those of this officer; null for everybody's
   */
  @Transactional
  public long openedSince(AgencyId agency, @Nullable ActorId officer, Instant since) {
    return officer == null
        ? cases.count(
            "referredBy is null and agencyId = ?1 and receivedAt > ?2", agency.value(), since)
        : cases.count(
            "referredBy is null and agencyId = ?1 and officerId = ?2 and receivedAt > ?3",
            agency.value(),
            officer.value(),
            since);
  }

  /** The line of a case that the current actor may see. */
  Row row(DisclosureCase row) {
    return new Row(
        row.reference().value(),
        row.status(),
        actsNext(row),
        row.kind(),
        agencies.find(row.agency()).map(Agencies.AgencyView::name).orElse(""),
        row.receivedAt(),
        row.nextClockAt(),
        row.emergency());
  }

  private static @Nullable String actsNext(DisclosureCase row) {
    Role next = row.status().actsNext();
    return next == null ? null : next.key();
  }

  private CaseView view(DisclosureCase row) {
    boolean inside = current.get().kind() == Actor.Kind.STAFF || current.get() == Actor.SYSTEM;
    PolicyPack pack = packs.required(row.regime(), row.packVersion());
    PolicyPack.Row rule = pack.row(row.kind()).orElseThrow();
    NewCase.Instrument paper = instruments.findById(row.id().value()).asValue();
    Set<String> met = inside ? EmergencyAnswer.met(answers.of(row.id())) : Set.of();
    // Before review, and for the agency, an emergency shows what it reaches if its test is met.
    boolean assumed = !inside || row.status() == CaseStatus.SUBMITTED;
    Map<FieldGroup, Fields> extent =
        rule.extent(paper.issuerType(), assumed ? Set.copyOf(rule.test()) : met);
    List<ScopeItem> asked = items.of(row.id());
    List<Target> rows = targets.of(row.id());
    List<CaseView.TargetView> targetViews =
        rows.stream()
            .filter(t -> inside || t.accountOf() == null)
            .map(t -> target(row, t, asked, extent, inside))
            .toList();
    Boolean guarded =
        inside
            ? rows.stream()
                .map(Target::accountHash)
                .anyMatch(hash -> hash != null && agencies.isProtected(hash))
            : null;
    return new CaseView(
        row.id(),
        row.reference().value(),
        row.status(),
        actsNext(row),
        row.version(),
        row.receivedAt(),
        row.regime(),
        row.packVersion(),
        row.agency(),
        agencies.find(row.agency()).map(Agencies.AgencyView::name).orElse(""),
        officers.find(row.officer()).map(Officers.OfficerView::fullName).orElse(""),
        row.officer().toString(),
        new CaseView.InstrumentView(
            paper.kind(),
            rule.citation(),
            rule.confirmed(),
            paper.authority(),
            paper.issuerType(),
            paper.docket(),
            paper.issuedOn(),
            paper.digest(),
            paper.bytes()),
        targetViews,
        clocks.of(row).stream().map(CaseView.ClockView::new).toList(),
        guarded,
        inside && expressions.flagged(row.id()),
        !Judges.issued(paper.issuerType()),
        row.emergency(),
        met,
        Optional.ofNullable(row.referredBy()).map(ActorId::toString).orElse(null));
  }

  private CaseView.TargetView target(
      DisclosureCase row,
      Target target,
      List<ScopeItem> asked,
      Map<FieldGroup, Fields> extent,
      boolean inside) {
    return new CaseView.TargetView(
        target.number(),
        target.identifierKind(),
        new String(
            envelopes.open(row.caseKey(), target.identifierSealed(), "identifier"),
            StandardCharsets.UTF_8),
        target.timeZone(),
        inside ? target.resolution().name() : null,
        target.accountOf(),
        asked.stream()
            .filter(item -> item.target() == target.number())
            .map(item ->
                new CaseView.ItemView(
                    item.number(),
                    item.target(),
                    item.group(),
                    item.period(),
                    extent.containsKey(item.group()),
                    extent.getOrDefault(item.group(), Fields.ALL).named()))
            .toList());
  }
}
