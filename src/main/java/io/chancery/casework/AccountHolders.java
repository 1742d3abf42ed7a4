package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.Identifier;
import io.chancery.keys.Envelopes;
import io.chancery.keys.Macs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The people behind a case's accounts: whom a notice addresses, and what became of their data. */
@ApplicationScoped
public class AccountHolders {

  /**
   * An account, for the operator's own channel alone; never for a log.
   *
   * @param identifier as the request named it
   * @param accountId as the platform calls it
   */
  public record Holder(
      int target, String identifierKind, String identifier, @Nullable String accountId) {
    @Override
    public String toString() {
      return "Holder[" + target + "]";
    }
  }

  /** A target of some case that is about an account. */
  public record About(CaseId caseId, int target) {}

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Targets targets;
  private final CaseRepositories.Steps steps;
  private final CaseRepositories.Expressions expressions;
  private final CaseRepositories.Answers answers;
  private final CaseRepositories.ClockEvents events;
  private final IdentifierHashes hashes;
  private final Macs macs;
  private final Envelopes envelopes;

  AccountHolders(
      CaseRepositories.Cases cases,
      CaseRepositories.Targets targets,
      CaseRepositories.Steps steps,
      CaseRepositories.Expressions expressions,
      CaseRepositories.Answers answers,
      CaseRepositories.ClockEvents events,
      IdentifierHashes hashes,
      Macs macs,
      Envelopes envelopes) {
    this.cases = cases;
    this.targets = targets;
    this.steps = steps;
    this.expressions = expressions;
    this.answers = answers;
    this.events = events;
    this.hashes = hashes;
    this.macs = macs;
    this.envelopes = envelopes;
  }

  /** Who is behind a target. */
  @Transactional
  public Holder holder(CaseId id, int target) {
    DisclosureCase row = cases.findById(id.value());
    Target found =
        targets.of(id).stream().filter(t -> t.number() == target).findFirst().orElseThrow();
    byte[] account = found.accountSealed();
    return new Holder(
        target,
        found.identifierKind(),
        open(row, found.identifierSealed(), "identifier"),
        account == null ? null : open(row, account, "account"));
  }

  /** When a step was last taken; empty when it never was. */
  @Transactional
  public Optional<Instant> lastStep(CaseId id, String step) {
    return steps.of(id).stream()
        .filter(taken -> taken.step().equals(step))
        .map(StepTaken::at)
        .reduce((_, last) -> last);
  }

  /** Where a case stands and what rules it keeps. */
  @Transactional
  public CaseRow row(CaseId id) {
    DisclosureCase row = cases.findById(id.value());
    return new CaseRow(
        row.reference().value(), row.regime(), row.packVersion(), row.kind(), row.status());
  }

  /** Whether the case is flagged for expression. */
  @Transactional
  public boolean aboutExpression(CaseId id) {
    return expressions.flagged(id);
  }

  /** The conditions that a reviewer found to hold. */
  @Transactional
  public Set<String> conditionsMet(CaseId id) {
    return EmergencyAnswer.met(answers.of(id));
  }

  /** Whether something that moves clocks has happened to the case. */
  @Transactional
  public boolean happened(CaseId id, String event) {
    return events.of(id).stream().anyMatch(known -> known.event().equals(event));
  }

  /** What other rooms need of a case's row. */
  public record CaseRow(
      String reference, String regime, String packVersion, String kind, CaseStatus status) {}

  /**
   * Every case's target that is about the account which an identifier names: named alike, or
   * resolved to the same account.
   */
  @Transactional
  public List<About> about(Identifier identifier) {
    String named = hashes.of(identifier);
    Set<String> accounts = new HashSet<>();
    if (identifier.kind() == Identifier.Kind.ACCOUNT_ID) {
      accounts.add(macs.ofAccount(identifier.value()));
    }
    for (Target target : targets.named(named)) {
      if (target.accountHash() != null) {
        accounts.add(Objects.requireNonNull(target.accountHash()));
      }
    }
    return targets.about(named, accounts).stream()
        .map(target -> new About(target.caseId(), target.number()))
        .toList();
  }

  private String open(DisclosureCase row, byte[] sealed, String context) {
    return new String(envelopes.open(row.caseKey(), sealed, context), StandardCharsets.UTF_8);
  }
}
