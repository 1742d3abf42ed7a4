package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.keys.Envelopes;
import io.chancery.platform.Ids;
import io.chancery.policy.Asking;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens a case in the caller's transaction: rows, hand-off, clock, and the step {@code Submit}. */
@ApplicationScoped
public class CaseOpening {

  /** What the officer receives at once. */
  public record Opened(
      StepResult result,
      CaseId id,
      CaseReference reference,
      Instant receivedAt,
      Sha256 request,
      Sha256 instrument,
      Instant dueAt,
      String clockCitation) {}

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Instruments instruments;
  private final CaseRepositories.Targets targets;
  private final CaseRepositories.Items items;
  private final CaseRepositories.Links links;
  private final CaseLinks follows;
  private final CaseClocks clocks;
  private final CaseLifecycle lifecycle;
  private final Emergencies emergencies;
  private final Instance<CaseFollower> followers;
  private final HandOffs handOffs;
  private final PolicyPacks packs;
  private final Envelopes envelopes;
  private final IdentifierHashes hashes;
  private final Ids ids;
  private final Clock time;

  CaseOpening(
      CaseRepositories.Cases cases,
      CaseRepositories.Instruments instruments,
      CaseRepositories.Targets targets,
      CaseRepositories.Items items,
      CaseRepositories.Links links,
      CaseLinks follows,
      CaseClocks clocks,
      CaseLifecycle lifecycle,
      Emergencies emergencies,
      @Any Instance<CaseFollower> followers,
      HandOffs handOffs,
      PolicyPacks packs,
      Envelopes envelopes,
      IdentifierHashes hashes,
      Ids ids,
      Clock clock) {
    this.cases = cases;
    this.instruments = instruments;
    this.targets = targets;
    this.items = items;
    this.links = links;
    this.follows = follows;
    this.clocks = clocks;
    this.lifecycle = lifecycle;
    this.emergencies = emergencies;
    this.followers = followers;
    this.handOffs = handOffs;
    this.packs = packs;
    this.envelopes = envelopes;
    this.hashes = hashes;
    this.ids = ids;
    this.time = clock;
  }

  /**
   * Opens the case, and the companion that stores what it asks where the law wants that; anything
   * but {@code Applied} leaves nothing behind.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Opened open(NewCase request, Actor actor) {
    PolicyPack pack = packs.required(request.regime());
    PolicyPack.Row rule =
        pack.row(request.instrument().kind())
            .filter(row -> request.referral() == null ? row.open() : row.referable())
            .orElseThrow();
    Opened opened = open(request, actor, pack, rule, null);
    if (rule.companion() != null && opened.result() instanceof StepResult.Applied) {
      PolicyPack.Row stores = pack.row(rule.companion()).orElseThrow();
      Opened unused = open(request.preserving(stores.kind()), actor, pack, stores, opened.id());
    }
    return opened;
  }

  private Opened open(
      NewCase request,
      Actor actor,
      PolicyPack pack,
      PolicyPack.Row rule,
      @Nullable CaseId companionOf) {
    Instant now = time.instant();
    CaseReference reference =
        CaseReference.of(now.atZone(ZoneOffset.UTC).getYear(), cases.nextNumber());
    CaseId id = new CaseId(ids.next());
    byte[] caseKey = envelopes.newWrappedKey();
    DisclosureCase row =
        new DisclosureCase(
            id.value(),
            reference,
            request.agency(),
            request.officer(),
            request.regime(),
            request.instrument().kind(),
            pack.version(),
            rule.emergency(),
            now,
            caseKey);
    NewCase.Referral referral = request.referral();
    if (referral != null) {
      row.beginAsReferral(referral.by());
    }
    cases.persist(row);
    if (companionOf != null) {
      links.persist(new CaseLink(ids.next(), id, companionOf, CaseLink.COMPANION, now));
    }
    instruments.persist(new LegalInstrument(id.value(), request.instrument()));
    List<SubmittedRequest.Asked> asked = persistTargets(id, caseKey, request);
    cases.flush();
    LocalDate dueOn = request.dueOn();
    Instant given =
        dueOn == null ? null : dueOn.plusDays(1).atStartOfDay(pack.place().zone()).toInstant();
    clocks.happened(row, CaseClocks.RECEIPT, now, given);
    clocks.happened(row, CaseClocks.SERVICE, now, given);
    Set<FieldGroup> groups =
        request.targets().stream()
            .flatMap(target -> target.groups().stream())
            .collect(Collectors.toSet());
    Asking.says(rule, groups).forEach(event -> clocks.happened(row, event, now, null));
    request.declared().forEach(event -> clocks.happened(row, event, now, null));
    if (referral != null) {
      clocks.happened(row, CaseClocks.BECAME_AWARE, referral.awareAt(), null);
    }
    Clocks.Computed clock = clocks.of(row).getFirst();
    // An open kind's first clock gives a date at receipt; a companion's may have no end.
    Instant due = Objects.requireNonNullElse(clock.due(), now);

    SubmittedRequest handOff = handOff(request, reference, now, asked);
    Sha256 digest = handOffs.write(id, handOff);
    StepResult result =
        lifecycle.open(
            row,
            actor,
            step(request, actor, digest, clock.due() == null ? "no-end" : due.toString()));
    if (result instanceof StepResult.Applied) {
      request
          .declared()
          .forEach(event ->
              lifecycle.record(
                  id, actor, new CaseEvent.LegalEventRecorded(event, now.toString(), "")));
      if (referral != null) {
        lifecycle.record(
            id,
            actor,
            new CaseEvent.LegalEventRecorded(
                CaseClocks.BECAME_AWARE, referral.awareAt().toString(), ""));
      }
      emergencies.state(row, request.statement(), actor);
      if (companionOf != null) {
        follows.record(row, cases.findById(companionOf.value()), CaseLink.COMPANION, actor);
      }
      if (request.follows() != null) {
        follows.follow(row, request.follows(), actor);
      }
      followers.forEach(room -> room.opened(id, request, actor));
    }
    return new Opened(
        result,
        id,
        reference,
        now,
        digest,
        request.instrument().digest(),
        due,
        clock.rule().citation());
  }

  private static CaseStep step(NewCase request, Actor actor, Sha256 digest, String clock) {
    NewCase.Instrument paper = request.instrument();
    int targets = request.targets().size();
    int items = request.targets().stream().mapToInt(t -> t.groups().size()).sum();
    return request.referral() == null
        ? new CaseStep.Submit(
            actor.id(), paper.kind(), paper.digest(), digest, targets, items, clock)
        : new CaseStep.Refer(
            actor.id(), paper.kind(), paper.digest(), digest, targets, items, clock);
  }

  /** The vault's keys of the statements of what the platform referred. */
  @Transactional
  public Set<String> referralFiles() {
    return instruments.keysOfReferrals();
  }

  /** Whether the agency already has a case on an instrument with the same bytes. */
  @Transactional
  public List<CaseReference> withInstrument(Sha256 digest) {
    // Row-level security leaves only the agency's own.
    return instruments.withDigest(digest.hex()).stream()
        .map(i -> cases.findById(i.caseId()))
        .map(DisclosureCase::reference)
        .toList();
  }

  /** Cases of anybody on an instrument with the same docket number, for staff. */
  @Transactional
  public List<CaseReference> withDocket(String docket) {
    return instruments.withDocket(docket).stream()
        .map(i -> cases.findById(i.caseId()))
        .map(DisclosureCase::reference)
        .toList();
  }

  private List<SubmittedRequest.Asked> persistTargets(CaseId id, byte[] caseKey, NewCase request) {
    List<SubmittedRequest.Asked> asked = new ArrayList<>();
    int number = 0;
    int item = 0;
    for (NewCase.Asked target : request.targets()) {
      number++;
      byte[] identifier = target.identifier().value().getBytes(StandardCharsets.UTF_8);
      String hash = hashes.of(target.identifier());
      targets.persist(
          new Target(
              ids.next(),
              id,
              number,
              target.identifier().kind().key(),
              envelopes.seal(caseKey, identifier, "identifier"),
              hash,
              target.timeZone()));
      for (FieldGroup group : target.groups()) {
        item++;
        items.persist(new ScopeItem(ids.next(), id, number, item, group, target.period()));
      }
      asked.add(
          new SubmittedRequest.Asked(
              number, target.identifier().kind().key(), hash, target.groups(), target.period()));
    }
    return asked;
  }

  private static SubmittedRequest handOff(
      NewCase request, CaseReference reference, Instant now, List<SubmittedRequest.Asked> asked) {
    NewCase.Instrument paper = request.instrument();
    return new SubmittedRequest(
        reference.value(),
        now,
        request.agency().toString(),
        request.officer().toString(),
        request.regime(),
        paper.kind(),
        paper.authority(),
        paper.issuerType(),
        paper.docket(),
        paper.issuedOn(),
        paper.digest(),
        paper.bytes(),
        asked,
        request.referral() == null ? null : request.referral().by().toString());
  }
}
