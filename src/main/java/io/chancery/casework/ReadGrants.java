package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.Subject;
import io.chancery.directory.CanaryAccounts;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Identifier;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.keys.Envelopes;
import io.chancery.keys.Macs;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one place that issues read grants for a case: under the case row's lock, for the status and
 * the stored scope that allow it, as an entry of the case.
 */
@ApplicationScoped
public class ReadGrants {
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Targets targets;
  private final CaseRepositories.Items items;
  private final HandOffs handOffs;
  private final CaseClocks clocks;
  private final CustodyLedger ledger;
  private final CanaryAccounts canaries;
  private final Macs macs;
  private final Envelopes envelopes;
  private final Ids ids;
  private final Clock clock;
  private final String source;

  ReadGrants(
      CaseRepositories.Cases cases,
      CaseRepositories.Targets targets,
      CaseRepositories.Items items,
      HandOffs handOffs,
      CaseClocks clocks,
      CustodyLedger ledger,
      CanaryAccounts canaries,
      Macs macs,
      Envelopes envelopes,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.collection.source", defaultValue = "platform")
          String source) {
    this.cases = cases;
    this.targets = targets;
    this.items = items;
    this.handOffs = handOffs;
    this.clocks = clocks;
    this.ledger = ledger;
    this.canaries = canaries;
    this.macs = macs;
    this.envelopes = envelopes;
    this.ids = ids;
    this.clock = clock;
    this.source = source;
  }

  /**
   * A grant that turns a target's identifier into an account; only while the case is in review, or
   * while what it asks is being stored.
   */
  @Transactional
  public ReadGrant.Resolve resolve(CaseId id, int target, Actor actor) {
    DisclosureCase row = resolving(id);
    Target named = target(id, target);
    Identifier identifier =
        new Identifier(
            kind(named.identifierKind()),
            new String(
                envelopes.open(row.caseKey(), named.identifierSealed(), "identifier"),
                StandardCharsets.UTF_8));
    ReadGrant.Resolve grant =
        new ReadGrant.Resolve(
            new GrantId(ids.next()), source, identifier, clock.instant().plus(LIFE), new byte[0]);
    ledger.append(
        subject(row),
        actor,
        new CaseEvent.ReadGrantIssued(
            grant.id(), "resolve", target, Sha256.hash(named.identifierHash())));
    return grant.sealedWith(macs.mac(Macs.Purpose.READ_GRANT, grant.signedBytes()));
  }

  /**
   * A grant that counts the records of field groups that are asked about a target's account, month
   * by month or outside of the asked period; only while the case is in review. Without any reach it
   * opens the hints on linked accounts.
   *
   * @param reaches groups that are asked about this target, over any period
   */
  @Transactional
  public ReadGrant.Count count(CaseId id, int target, List<ReadGrant.Reach> reaches, Actor actor) {
    DisclosureCase row = inStatus(id, CaseStatus.IN_REVIEW);
    Target named = target(id, target);
    byte[] account = named.accountSealed();
    if (account == null) {
      throw new IllegalStateException("no account was found for this target");
    }
    Set<FieldGroup> asked =
        items.of(id).stream()
            .filter(item -> item.target() == target)
            .map(ScopeItem::group)
            .collect(Collectors.toSet());
    if (!reaches.stream().map(ReadGrant.Reach::group).allMatch(asked::contains)) {
      throw new IllegalArgumentException("only what is asked is counted");
    }
    ReadGrant.Count grant =
        new ReadGrant.Count(
            new GrantId(ids.next()),
            source,
            new String(envelopes.open(row.caseKey(), account, "account"), StandardCharsets.UTF_8),
            reaches,
            clock.instant().plus(LIFE),
            new byte[0]);
    ledger.append(
        subject(row),
        actor,
        new CaseEvent.ReadGrantIssued(
            grant.id(), "count", target, Sha256.hash(named.accountHash() + "\n" + reaches)));
    canaries.watch(
        actor,
        CanaryAccounts.Way.COUNT,
        id,
        List.of(Objects.requireNonNull(named.accountHash(), "stands beside the sealed account")));
    return grant.sealedWith(macs.mac(Macs.Purpose.READ_GRANT, grant.signedBytes()));
  }

  /**
   * A grant that discloses exactly the approved items of one target; only while the case is being
   * collected, only for the stored approved scope.
   */
  @Transactional
  public ReadGrant.Disclose disclose(CaseId id, int target, Actor actor) {
    DisclosureCase row = inStatus(id, CaseStatus.COLLECTING);
    HandOffs.Stored<ApprovedScope> scope =
        handOffs
            .latest(id, ApprovedScope.class)
            .orElseThrow(() -> new IllegalStateException("collecting without an approved scope"));
    Target named = target(id, target);
    byte[] account = named.accountSealed();
    if (account == null) {
      throw new IllegalStateException("no account was found for this target");
    }
    List<ReadGrant.Reach> reaches =
        scope.value().items().stream()
            .filter(item -> item.target() == target)
            .peek(item -> requireSameAccount(item, named))
            .map(ApprovedScope.Granted::reach)
            .toList();
    ReadGrant.Disclose grant =
        new ReadGrant.Disclose(
            new GrantId(ids.next()),
            source,
            new String(envelopes.open(row.caseKey(), account, "account"), StandardCharsets.UTF_8),
            reaches,
            scope.digest(),
            clock.instant().plus(LIFE),
            new byte[0]);
    ledger.append(
        subject(row),
        actor,
        new CaseEvent.ReadGrantIssued(grant.id(), "disclose", target, scope.digest()));
    return grant.sealedWith(macs.mac(Macs.Purpose.READ_GRANT, grant.signedBytes()));
  }

  /**
   * A grant that stores everything that is asked of one target; only while a case that preserves is
   * being read.
   */
  @Transactional
  public ReadGrant.Snapshot snapshot(CaseId id, int target, Actor actor) {
    DisclosureCase row = inStatus(id, CaseStatus.COLLECTING);
    if (!clocks.rule(row).preserves()) {
      throw new IllegalStateException("a case that produces stores nothing");
    }
    byte[] account = target(id, target).accountSealed();
    if (account == null) {
      throw new IllegalStateException("no account was found for this target");
    }
    Sha256 scope =
        handOffs.latest(id, SubmittedRequest.class).map(HandOffs.Stored::digest).orElseThrow();
    List<ReadGrant.Reach> reaches =
        items.of(id).stream()
            .filter(item -> item.target() == target)
            .map(item -> new ReadGrant.Reach(item.group(), item.period()))
            .toList();
    ReadGrant.Snapshot grant =
        new ReadGrant.Snapshot(
            new GrantId(ids.next()),
            source,
            new String(envelopes.open(row.caseKey(), account, "account"), StandardCharsets.UTF_8),
            reaches,
            clock.instant().plus(LIFE),
            new byte[0]);
    ledger.append(
        subject(row), actor, new CaseEvent.ReadGrantIssued(grant.id(), "snapshot", target, scope));
    return grant.sealedWith(macs.mac(Macs.Purpose.READ_GRANT, grant.signedBytes()));
  }

  private DisclosureCase resolving(CaseId id) {
    DisclosureCase row = cases.lock(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (row.status() != CaseStatus.IN_REVIEW
        && !(row.status() == CaseStatus.COLLECTING && clocks.rule(row).preserves())) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    return row;
  }

  private static void requireSameAccount(ApprovedScope.Granted item, Target named) {
    if (!Objects.equals(item.accountHash(), named.accountHash())) {
      throw new IllegalStateException("the approved account is not the target's account");
    }
  }

  private DisclosureCase inStatus(CaseId id, CaseStatus wanted) {
    DisclosureCase row = cases.lock(id).orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (row.status() != wanted) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    return row;
  }

  private Target target(CaseId id, int number) {
    return targets.of(id).stream()
        .filter(t -> t.number() == number)
        .findFirst()
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private static Identifier.Kind kind(String key) {
    for (Identifier.Kind kind : Identifier.Kind.values()) {
      if (kind.key().equals(key)) {
        return kind;
      }
    }
    throw new IllegalStateException("a stored identifier has a known kind");
  }

  private static Subject subject(DisclosureCase row) {
    return new Subject.OfCase(row.id(), row.reference());
  }
}
