package io.chancery.review;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseSecrets;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.ReadGrants;
import io.chancery.casework.TargetAccounts;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Agencies;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.keys.Macs;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.source.Counting;
import io.chancery.source.Linking;
import io.chancery.source.ReadWatch;
import io.chancery.source.SourceDictionary;
import io.chancery.source.Sources;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Numbers for the reviewer before a decision: how many records are in and around what is asked, and
 * which accounts share a sign with the asked one. No content, and no way from a hint to a
 * disclosure: another account needs a target of its own.
 */
@ApplicationScoped
public class Counts {
  private static final String SEALED = "counts";
  private static final String LINKED = "linked-account";

  private final CountRows rows;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final CaseSecrets secrets;
  private final ReadGrants grants;
  private final TargetAccounts accounts;
  private final Reviewers reviewers;
  private final Sources sources;
  private final Agencies agencies;
  private final Macs macs;
  private final CurrentActor current;
  private final Ids ids;
  private final Clock clock;

  Counts(
      CountRows rows,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      CaseSecrets secrets,
      ReadGrants grants,
      TargetAccounts accounts,
      Reviewers reviewers,
      Sources sources,
      Agencies agencies,
      Macs macs,
      CurrentActor current,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.secrets = secrets;
    this.grants = grants;
    this.accounts = accounts;
    this.reviewers = reviewers;
    this.sources = sources;
    this.agencies = agencies;
    this.macs = macs;
    this.current = current;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Counts what is asked about every target with an account, and looks for linked accounts. No
   * transaction spans a question: grant, ask, record. What was counted before stays, the newest is
   * shown.
   *
   * @throws Problem forbidden or blocked when this person may not review the case, not-from-here
   *     when it is not in review, unavailable when the platform does not answer
   */
  public void count(String reference) {
    Actor actor = current.get();
    CaseId id = access.visible(reference);
    reviewers.require(reference, id, "Count");
    CaseView view = QuarkusTransaction.requiringNew().call(() -> views.of(id));
    Map<Integer, String> found = QuarkusTransaction.requiringNew().call(() -> accounts.hashes(id));
    for (CaseView.TargetView target : view.targets()) {
      if (found.containsKey(target.number())) {
        count(id, target, actor);
      }
    }
  }

  private void count(CaseId id, CaseView.TargetView target, Actor actor) {
    int number = target.number();
    ReadGrant.Count hints = grants.count(id, number, List.of(), actor);
    List<Linking.Link> links =
        switch (sources.linked(hints, watch(id, hints, actor))) {
          case Linking.Sought(_, var sought) -> sought;
          case Linking.Failed(var attempt, var reason) ->
              throw failed(id, hints, attempt, reason.name(), actor);
          case Linking.Refused _ -> throw Problem.of(ProblemType.UNAVAILABLE, "source_unavailable");
        };
    // What the instrument does not reach can only be denied: counting it would serve nothing.
    List<CountPlan.ItemAsked> items =
        target.items().stream()
            .filter(CaseView.ItemView::reached)
            .map(i -> new CountPlan.ItemAsked(i.number(), i.group(), i.period(), false))
            .toList();
    List<ReadGrant.Reach> reaches =
        items.stream()
            .map(item -> withState(item, hints.source()))
            .flatMap(item -> CountPlan.reaches(item).stream())
            .distinct()
            .toList();
    if (reaches.isEmpty()) {
      record(id, hints, new CountedTarget(number, List.of()), links, hints, actor);
      return;
    }
    ReadGrant.Count grant = grants.count(id, number, reaches, actor);
    CountedTarget counted =
        switch (sources.count(grant, watch(id, grant, actor))) {
          case Counting.Counted(_, var records, _) ->
              new CountedTarget(
                  number,
                  items.stream()
                      .map(item -> CountPlan.numbers(withState(item, grant.source()), records))
                      .toList());
          case Counting.Failed(var attempt, var reason) ->
              throw failed(id, grant, attempt, reason.name(), actor);
          case Counting.Refused _ ->
              throw Problem.of(ProblemType.UNAVAILABLE, "source_unavailable");
        };
    record(id, grant, counted, links, hints, actor);
  }

  private void record(
      CaseId id,
      ReadGrant.Count grant,
      CountedTarget counted,
      List<Linking.Link> links,
      ReadGrant.Count hints,
      Actor actor) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          // Under the lock: what an approver is shown does not change after it was proposed.
          if (views.lockedStatus(id) != CaseStatus.IN_REVIEW) {
            throw Problem.of(ProblemType.NOT_FROM_HERE);
          }
          byte[] sealed = secrets.seal(id, HandOffs.canonical(counted), SEALED);
          TargetCount count =
              new TargetCount(
                  ids.next(),
                  id,
                  counted.target(),
                  grant.id(),
                  actor.id(),
                  clock.instant(),
                  sealed);
          rows.add(count, links.stream().map(link -> linked(id, count, link)).toList());
          lifecycle.record(
              id,
              actor,
              new CaseEvent.LinkedAccountsSought(
                  counted.target(),
                  hints.id(),
                  (int) links.stream().map(Linking.Link::accountId).distinct().count()));
          lifecycle.record(
              id,
              actor,
              new CaseEvent.TargetCounted(
                  counted.target(), grant.id(), counted.items().size(), count.digest()));
        });
  }

  private LinkedAccount linked(CaseId id, TargetCount count, Linking.Link link) {
    byte[] account = link.accountId().getBytes(StandardCharsets.UTF_8);
    return new LinkedAccount(
        ids.next(),
        id,
        count,
        link.hint(),
        link.evidence(),
        macs.ofAccount(link.accountId()),
        secrets.seal(id, account, LINKED));
  }

  /**
   * What is known of each target; for reviewers and approvers alone.
   *
   * @throws Problem forbidden for every other role
   */
  @Transactional
  public List<TargetFindings> of(String reference) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.REVIEWER) && !actor.is(Role.APPROVER)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    Map<Integer, String> hashes = accounts.hashes(id);
    Set<Integer> several = accounts.together(id).keySet();
    Map<Integer, String> named = several.isEmpty() ? Map.of() : accounts.accountIds(id);
    Map<Integer, TargetCount> counts = new TreeMap<>();
    rows.newest(id).forEach(count -> counts.put(count.target(), count));
    return views.of(id).targets().stream()
        .map(target -> {
          Optional<TargetCount> count = Optional.ofNullable(counts.get(target.number()));
          String hash = hashes.get(target.number());
          return new TargetFindings(
              target.number(),
              Optional.ofNullable(target.resolution()).orElse("PENDING"),
              hash != null && agencies.isProtected(hash),
              target.accountOf(),
              several.contains(target.number()) ? named.get(target.number()) : null,
              count.map(TargetCount::countedAt).orElse(null),
              count.map(c -> opened(id, c).items()).orElse(List.of()),
              count.map(c -> linked(id, c)).orElse(List.of()));
        })
        .toList();
  }

  /** As {@link #of}, over the API: a look of its own at the case, and so an entry. */
  @Transactional
  public List<TargetFindings> look(String reference) {
    List<TargetFindings> findings = of(reference);
    lifecycle.record(access.visible(reference), current.get(), new CaseEvent.CaseViewed("counts"));
    return findings;
  }

  private CountedTarget opened(CaseId id, TargetCount count) {
    return HandOffs.read(secrets.open(id, count.sealed(), SEALED), CountedTarget.class);
  }

  private List<TargetFindings.Linked> linked(CaseId id, TargetCount count) {
    return rows.linked(count).stream()
        .map(link ->
            new TargetFindings.Linked(
                link.hint(),
                link.evidence(),
                new String(secrets.open(id, link.accountSealed(), LINKED), StandardCharsets.UTF_8),
                link.accountHash(),
                agencies.isProtected(link.accountHash())))
        .toList();
  }

  private CountPlan.ItemAsked withState(CountPlan.ItemAsked item, String source) {
    return new CountPlan.ItemAsked(
        item.number(), item.group(), item.period(), isState(source, item.group()));
  }

  private boolean isState(String source, FieldGroup group) {
    return sources.dictionary(source).group(group).map(SourceDictionary.Group::state).orElse(false);
  }

  private ReadWatch watch(CaseId id, ReadGrant grant, Actor actor) {
    return (attempt, query) ->
        lifecycle.record(id, actor, new CaseEvent.SourceQueried(grant.id(), attempt, query));
  }

  private Problem failed(CaseId id, ReadGrant grant, int attempt, String reason, Actor actor) {
    lifecycle.record(id, actor, new CaseEvent.SourceFailed(grant.id(), attempt, reason));
    return Problem.of(ProblemType.UNAVAILABLE, "source_unavailable");
  }
}
