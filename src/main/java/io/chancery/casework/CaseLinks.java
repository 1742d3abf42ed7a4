package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Supplements and corrections: new cases that name an earlier one of the same agency. Nothing of
 * the earlier case changes; both say in the ledger that they belong together.
 */
@ApplicationScoped
public class CaseLinks {
  private static final Set<CaseStatus> ANSWERED =
      EnumSet.of(CaseStatus.RELEASED, CaseStatus.DELIVERED, CaseStatus.CLOSED, CaseStatus.REFUSED);

  /** What a reference that somebody typed stands for, as far as their agency may know. */
  public enum Standing {
    /** Missing or another agency's: one answer for both. */
    UNKNOWN,
    /** The agency's own, and still at work. */
    UNANSWERED,
    /** The agency's own, and answered. */
    ANSWERED
  }

  /**
   * A case that belongs to this one.
   *
   * @param relation key of how the later one stands to the earlier
   * @param reference the other case
   * @param later whether the other one is the later
   * @param at when the later one was opened
   */
  public record Link(String relation, String reference, boolean later, Instant at) {}

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Links links;
  private final CaseLifecycle lifecycle;
  private final CurrentActor current;
  private final Ids ids;
  private final Clock clock;

  CaseLinks(
      CaseRepositories.Cases cases,
      CaseRepositories.Links links,
      CaseLifecycle lifecycle,
      CurrentActor current,
      Ids ids,
      Clock clock) {
    this.cases = cases;
    this.links = links;
    this.lifecycle = lifecycle;
    this.current = current;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a reference stands for to the current actor's agency. */
  @Transactional
  public Standing standing(String reference) {
    return CaseReference.looksLikeOne(reference)
        ? cases
            .byReference(reference)
            .filter(row -> row.agency().equals(current.get().agency()))
            .map(row -> standing(row.status()))
            .orElse(Standing.UNKNOWN)
        : Standing.UNKNOWN;
  }

  static Standing standing(CaseStatus status) {
    return ANSWERED.contains(status) ? Standing.ANSWERED : Standing.UNANSWERED;
  }

  /** The cases that belong to one that the caller may see, in the order of their opening. */
  @Transactional
  public List<Link> of(CaseId id) {
    return Stream.concat(
            links.earlierThan(id).stream().map(link -> link(link, link.other(), false)),
            links.laterThan(id).stream().map(link -> link(link, link.caseId(), true)))
        .toList();
  }

  /** Opens {@code later} as what follows an earlier case; each of the two records it. */
  @Transactional(Transactional.TxType.MANDATORY)
  void follow(DisclosureCase later, NewCase.Follows follows, Actor actor) {
    DisclosureCase earlier =
        cases
            .byReference(follows.earlier().value())
            .filter(row -> row.agency().equals(later.agency()))
            .orElseThrow(() -> Problem.invalid("follows", "follows_unknown"));
    String relation = follows.relation().key();
    links.persist(new CaseLink(ids.next(), later.id(), earlier.id(), relation, clock.instant()));
    record(later, earlier, relation, actor);
  }

  /** Says in both cases that one was opened because of the other. */
  @Transactional(Transactional.TxType.MANDATORY)
  void record(DisclosureCase later, DisclosureCase earlier, String relation, Actor actor) {
    CustodyEvent linked =
        new CaseEvent.CaseLinked(relation, earlier.reference().value(), later.reference().value());
    lifecycle.record(later.id(), actor, linked);
    lifecycle.record(earlier.id(), actor, linked);
  }

  private Link link(CaseLink link, CaseId other, boolean later) {
    return new Link(
        link.kind(), cases.findById(other.value()).reference().value(), later, link.linkedAt());
  }
}
