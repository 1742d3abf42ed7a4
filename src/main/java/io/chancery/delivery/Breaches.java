package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseSecrets;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseViews;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.StaffAlarms;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import io.chancery.notification.Outbox;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A production that was lost, or that somebody saw who should not. One person's word is enough to
 * be safe: whatever could still be fetched of the case no longer can.
 */
@ApplicationScoped
public class Breaches {
  /** What happened. */
  public static final List<String> KINDS = List.of("lost", "exposed", "accessed");

  private static final int WORDS = 4_000;
  private static final int LISTED = 200;
  private static final String SEALED = "breach-words";
  private static final String REASON = "breach";

  /**
   * A breach.
   *
   * @param production the package's name without its endings
   * @param side who reported it: {@code agency} or {@code platform}
   * @param words what happened and what was done; empty for the other side
   */
  public record View(
      String reference,
      String production,
      String kind,
      LocalDate noticedOn,
      String side,
      String words,
      Instant reportedAt) {
    @Override
    public String toString() {
      return "Breach of " + production;
    }
  }

  private final AfterReleaseRows rows;
  private final DeliveryRows grants;
  private final Deliveries deliveries;
  private final Recalls recalls;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final CaseSecrets secrets;
  private final StaffAlarms alarms;
  private final CurrentActor current;
  private final Ids ids;
  private final Clock clock;

  Breaches(
      AfterReleaseRows rows,
      DeliveryRows grants,
      Deliveries deliveries,
      Recalls recalls,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      CaseSecrets secrets,
      StaffAlarms alarms,
      CurrentActor current,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.grants = grants;
    this.deliveries = deliveries;
    this.recalls = recalls;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.secrets = secrets;
    this.alarms = alarms;
    this.current = current;
    this.ids = ids;
    this.clock = clock;
  }

  /** The names of the productions that were released, newest first. */
  @Transactional
  public List<String> productions(String reference) {
    return List.copyOf(named(access.visible(reference)).keySet());
  }

  /**
   * Records a breach and ends every open grant of the case.
   *
   * @param production one of {@link #productions}
   * @param kind one of {@link #KINDS}
   * @param noticed the day on which it was noticed, ISO 8601
   * @param words what happened and what was done; sealed under the case's key
   * @throws Problem invalid-input naming the field at fault
   */
  @Transactional
  public View report(
      String reference, String production, String kind, String noticed, String words) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    ProductionId which = named(id).get(production);
    if (which == null) {
      throw Problem.invalid("production", "breach_production");
    }
    if (!KINDS.contains(kind)) {
      throw Problem.invalid("kind", "breach_kind");
    }
    LocalDate day = day(noticed, views.of(id).receivedAt());
    String said = words.strip();
    if (said.isEmpty() || said.length() > WORDS) {
      throw Problem.invalid("words", "breach_words");
    }
    CaseStatus unused = views.lockedStatus(id);
    String side = actor.kind() == Actor.Kind.STAFF ? "platform" : "agency";
    BreachReport breach =
        new BreachReport(
            ids.next(),
            id,
            which,
            kind,
            day,
            side,
            secrets.seal(id, said.getBytes(StandardCharsets.UTF_8), SEALED),
            actor.id(),
            clock.instant());
    rows.add(breach);
    lifecycle.record(id, actor, new CaseEvent.BreachReported(which, kind, side, day.toString()));
    recalls.endGrants(id, actor, REASON);
    alarms.tell(Outbox.Kind.BREACH_REPORTED, actor.id(), Role.AUDITOR, Role.APPROVER);
    return view(breach, reference, actor);
  }

  /** The breaches of a case, newest first. */
  @Transactional
  public List<View> of(String reference) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    return rows.breaches(id).stream().map(b -> view(b, reference, actor)).toList();
  }

  /** The newest breaches of all cases; auditors only. */
  @Transactional
  public List<View> newest() {
    Actor actor = current.get();
    if (!actor.is(Role.AUDITOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return rows.newestBreaches(LISTED).stream()
        .map(b -> view(b, views.of(b.caseId()).reference(), actor))
        .toList();
  }

  private View view(BreachReport b, String reference, Actor actor) {
    boolean inside = actor.kind() == Actor.Kind.STAFF;
    boolean mayRead = inside || b.side().equals("agency");
    return new View(
        reference,
        named(b.caseId()).entrySet().stream()
            .filter(entry -> entry.getValue().equals(b.production()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(""),
        b.kind(),
        b.noticedOn(),
        b.side(),
        mayRead
            ? new String(secrets.open(b.caseId(), b.wordsSealed(), SEALED), StandardCharsets.UTF_8)
            : "",
        b.reportedAt());
  }

  private Map<String, ProductionId> named(CaseId id) {
    Map<String, ProductionId> named = new LinkedHashMap<>();
    grants
        .of(id)
        .forEach(grant ->
            named.put(
                deliveries.sealedOf(grant).fileName().replaceFirst("\\.bag\\.zip\\.age$", ""),
                grant.production()));
    return named;
  }

  private LocalDate day(String typed, Instant received) {
    try {
      LocalDate day = LocalDate.parse(typed.strip());
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      if (!day.isAfter(today.plusDays(1))
          && !day.isBefore(LocalDate.ofInstant(received, ZoneOffset.UTC).minusDays(1))) {
        return day;
      }
    } catch (DateTimeParseException e) {
      // Answered below, like a day that cannot be.
    }
    throw Problem.invalid("noticed", "breach_day");
  }
}
