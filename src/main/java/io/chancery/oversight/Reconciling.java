package io.chancery.oversight;

import io.chancery.custody.LedgerEntry;
import io.chancery.oversight.Finding.Kind;
import io.chancery.source.GrantUse;
import io.chancery.source.PlatformRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares uses of read grants with the ledger's entries and the platforms' records. Pure: no
 * clock, no database.
 */
final class Reconciling {
  /** No read takes longer: an attempt without an outcome after it will never have one. */
  static final Duration LONGEST = Duration.ofDays(1);

  private static final Set<String> ROWS = Set.of("snapshot", "disclose");

  /** One attempt. */
  private record Key(UUID grant, int attempt) {}

  /** What the ledger says of one grant. */
  private static final class Told {
    @Nullable String kind;
    boolean answeredOtherwise;
  }

  private final Instant from;
  private final Instant now;
  private final Instant settled;
  private final Map<UUID, Told> grants = new HashMap<>();
  private final Map<Key, LedgerEntry> queried = new HashMap<>();
  private final Map<Key, LedgerEntry> answered = new HashMap<>();
  private final Map<Key, LedgerEntry> failed = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Integer> uses = new TreeMap<>();
  private final Set<String> unseen = new TreeSet<>();

  /**
   * A comparison.
   *
   * @param from what happened before was compared before
   * @param now the time of the comparison
   * @param settle row and entry commit moments apart; what is younger is left for the next time
   */
  Reconciling(Instant from, Instant now, Duration settle) {
    this.from = from;
    this.now = now;
    this.settled = now.minus(settle);
  }

  /** How far back uses and entries are needed: a grant is issued before it is used. */
  Instant lookBack() {
    return from.isBefore(Instant.EPOCH.plus(LONGEST)) ? Instant.EPOCH : from.minus(LONGEST);
  }

  /** Takes an entry that names a grant. */
  void take(LedgerEntry entry) {
    Optional<UUID> named = grantOf(entry);
    if (named.isEmpty()) {
      return;
    }
    UUID grant = named.get();
    Told told = grants.computeIfAbsent(grant, _ -> new Told());
    Key key = new Key(grant, attemptOf(entry));
    switch (entry.event()) {
      case "ReadGrantIssued" -> told.kind = String.valueOf(entry.object().get("kind"));
      case "SourceQueried" -> queried.put(key, entry);
      case "SourceAnswered" -> answered.put(key, entry);
      case "SourceFailed" -> failed.put(key, entry);
      // What a look-up or a count led to has an event of its own.
      default -> told.answeredOtherwise = true;
    }
  }

  /**
   * Compares.
   *
   * @param all uses since {@link #lookBack}
   * @param platforms for each source what its platform saw since {@link #lookBack}; empty where it
   *     keeps no record
   * @param silent sources that did not answer
   */
  Result compare(
      List<GrantUse> all, Map<String, Optional<PlatformRecord>> platforms, Set<String> silent) {
    Instant until = until(all);
    Set<Key> known = new HashSet<>();
    for (GrantUse use : all) {
      known.add(key(use));
      if (in(use.begunAt(), until)) {
        uses.merge(use.kind(), 1, Integer::sum);
        compareGrant(use);
        compareEntries(use);
      }
    }
    for (Map<Key, LedgerEntry> entries : List.of(queried, answered, failed)) {
      entries.forEach((key, entry) -> {
        if (in(entry.at(), until) && !known.contains(key)) {
          add(Kind.ENTRY_WITHOUT_USE, null, key, null);
        }
      });
    }
    platforms.forEach((source, record) ->
        record.ifPresentOrElse(
            r -> comparePlatform(source, r, all, until), () -> unseen.add(source)));
    for (String source : silent) {
      unseen.add(source);
      findings.add(new Finding(Kind.PLATFORM_SILENT, source, null, null, null));
    }
    findings.sort(
        Comparator.comparing(Finding::kind)
            .thenComparing(f -> String.valueOf(f.source()))
            .thenComparing(f -> String.valueOf(f.grant()))
            .thenComparing(f -> String.valueOf(f.attempt()))
            .thenComparing(f -> String.valueOf(f.detail())));
    return new Result(
        from, until, uses, findings.stream().distinct().toList(), List.copyOf(unseen));
  }

  /** Up to the first attempt that still runs: the next comparison begins there. */
  private Instant until(List<GrantUse> all) {
    Instant latest =
        all.stream()
            .filter(this::running)
            .map(GrantUse::begunAt)
            .min(Comparator.naturalOrder())
            .filter(begun -> begun.isBefore(settled))
            .orElse(settled);
    return latest.isBefore(from) ? from : latest;
  }

  private boolean running(GrantUse use) {
    return use.end() == null && use.begunAt().plus(LONGEST).isAfter(now);
  }

  private boolean in(Instant at, Instant until) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  private void compareGrant(GrantUse use) {
    Told told = grants.get(use.grant().value());
    if (told == null || told.kind == null) {
      add(Kind.USE_WITHOUT_GRANT, use, null);
    } else if (!told.kind.equals(use.kind())) {
      add(Kind.KIND_DIFFERS, use, use.kind());
    }
    Instant expires = use.expiresAt();
    if (expires != null && !use.begunAt().isBefore(expires)) {
      add(Kind.USED_AFTER_EXPIRY, use, null);
    }
    Instant revoked = use.revokedAt();
    if (revoked != null && use.begunAt().isAfter(revoked)) {
      add(Kind.USED_AFTER_REVOCATION, use, null);
    }
  }

  private void compareEntries(GrantUse use) {
    LedgerEntry intent = queried.get(key(use));
    if (intent == null) {
      add(Kind.INTENT_MISSING, use, null);
    } else if (!use.query().hex().equals(intent.object().get("query"))) {
      add(Kind.INTENT_DIFFERS, use, null);
    }
    GrantUse.End end = use.end();
    LedgerEntry answer = answered.get(key(use));
    LedgerEntry failure = failed.get(key(use));
    if (end == null) {
      add(answer == null && failure == null ? Kind.OPEN : Kind.OUTCOME_DIFFERS, use, null);
      return;
    }
    switch (end.outcome()) {
      case SUCCEEDED -> {
        Told told = grants.get(use.grant().value());
        if (answer != null ? !same(end, answer) : failure != null) {
          add(Kind.OUTCOME_DIFFERS, use, null);
        } else if (answer == null
            && (ROWS.contains(use.kind()) || told == null || !told.answeredOtherwise)) {
          add(Kind.OUTCOME_MISSING, use, null);
        }
      }
      case FAILED -> {
        if (answer != null) {
          add(Kind.OUTCOME_DIFFERS, use, null);
        } else if (failure == null) {
          add(Kind.OUTCOME_MISSING, use, null);
        }
      }
      case OVERTAKEN -> {
        if (answer != null) {
          add(Kind.OUTCOME_DIFFERS, use, null);
        }
      }
    }
  }

  private static boolean same(GrantUse.End end, LedgerEntry answer) {
    return end.content() == null
        || (number(answer, "rows") == end.rows()
            && number(answer, "bytes") == end.bytes()
            && end.content().hex().equals(answer.object().get("content")));
  }

  private void comparePlatform(
      String source, PlatformRecord record, List<GrantUse> all, Instant until) {
    Map<String, GrantUse> expected = new HashMap<>();
    all.stream()
        .filter(use -> use.source().equals(source))
        .forEach(use -> expected.put(PlatformRecord.runName(use.grant(), use.attempt()), use));
    Set<String> seen = new HashSet<>();
    for (PlatformRecord.Run run : record.runs()) {
      seen.add(run.name());
      GrantUse use = expected.get(run.name());
      if (use == null && !run.openedAt().isBefore(from)) {
        findings.add(new Finding(Kind.RUN_WITHOUT_USE, source, null, null, run.name()));
      } else if (use != null && use.end() != null && run.closedAt() == null) {
        add(Kind.RUN_LEFT_OPEN, use, null);
      }
    }
    expected.forEach((name, use) -> {
      GrantUse.End end = use.end();
      boolean reached = end != null && end.snapshot() != null;
      if (reached && in(use.begunAt(), until) && !seen.contains(name)) {
        add(Kind.USE_WITHOUT_RUN, use, null);
      }
    });
    for (PlatformRecord.Stranger stranger : record.strangers()) {
      if (stranger.standing()) {
        findings.add(new Finding(Kind.STANDING_RIGHT, source, null, null, stranger.role()));
      }
      Long statements = stranger.statements();
      if (statements == null) {
        unseen.add(source);
      } else if (statements > 0) {
        findings.add(
            new Finding(
                Kind.STRANGE_STATEMENTS, source, null, null, stranger.role() + ": " + statements));
      }
    }
  }

  private void add(Kind kind, GrantUse use, @Nullable String detail) {
    add(kind, use.source(), key(use), detail);
  }

  private void add(Kind kind, @Nullable String source, Key key, @Nullable String detail) {
    findings.add(new Finding(kind, source, key.grant(), key.attempt(), detail));
  }

  private static Key key(GrantUse use) {
    return new Key(use.grant().value(), use.attempt());
  }

  private static Optional<UUID> grantOf(LedgerEntry entry) {
    try {
      return Optional.of(UUID.fromString(String.valueOf(entry.object().get("grant"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int attemptOf(LedgerEntry entry) {
    return (int) number(entry, "attempt");
  }

  private static long number(LedgerEntry entry, String component) {
    return entry.object().get(component) instanceof Number number ? number.longValue() : -1;
  }

  /**
   * What was compared and found.
   *
   * @param uses attempts by kind
   * @param unseen sources of which the platform's side could not be compared
   */
  record Result(
      Instant from,
      Instant until,
      Map<String, Integer> uses,
      List<Finding> findings,
      List<String> unseen) {
    Result {
      uses = new TreeMap<>(uses);
      findings = List.copyOf(findings);
    }

    int total() {
      return uses.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
