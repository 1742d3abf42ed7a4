package io.chancery.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.custody.EntryId;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Sha256;
import io.chancery.oversight.Finding.Kind;
import io.chancery.source.GrantUse;
import io.chancery.source.PlatformRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads equal grants, or the difference has a name. */
class ReconcilingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant FROM = NOW.minus(Duration.ofDays(1));
  private static final Instant BEGUN = NOW.minus(Duration.ofHours(2));
  private static final Sha256 QUERY = Sha256.hash("query");
  private static final Sha256 CONTENT = Sha256.hash("content");

  private final GrantId grant = new GrantId(UUID.randomUUID());
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final List<GrantUse> uses = new ArrayList<>();
  private PlatformRecord platform = new PlatformRecord(List.of(), List.of());

  private static GrantUse.End done() {
    return new GrantUse.End(
        GrantUse.Outcome.SUCCEEDED, null, 7, 900, CONTENT, "1:2:", BEGUN.plusSeconds(60));
  }

  private static GrantUse.End failed(String reason) {
    return new GrantUse.End(
        GrantUse.Outcome.FAILED, reason, 0, 0, null, null, BEGUN.plusSeconds(60));
  }

  private void use(int attempt, String kind, GrantUse.@Nullable End end) {
    use(attempt, kind, end, BEGUN, BEGUN.plusSeconds(1800), null);
  }

  private void use(
      int attempt,
      String kind,
      GrantUse.@Nullable End end,
      Instant begun,
      @Nullable Instant expires,
      @Nullable Instant revoked) {
    uses.add(new GrantUse(grant, attempt, kind, "social", QUERY, begun, expires, revoked, end));
  }

  private void issued(String kind) {
    entry("ReadGrantIssued", Map.of("grant", grant.toString(), "kind", kind, "target", 1));
  }

  private void queried(int attempt) {
    entry(
        "SourceQueried",
        Map.of("grant", grant.toString(), "attempt", attempt, "query", QUERY.hex()));
  }

  private void answered(int attempt, long rows) {
    entry(
        "SourceAnswered",
        Map.of(
            "grant",
            grant.toString(),
            "attempt",
            attempt,
            "rows",
            rows,
            "bytes",
            900,
            "content",
            CONTENT.hex()));
  }

  private void failure(int attempt, String reason) {
    entry("SourceFailed", Map.of("grant", grant.toString(), "attempt", attempt, "reason", reason));
  }

  private void entry(String event, Map<String, Object> object) {
    entries.add(
        new LedgerEntry(
            new EntryId(UUID.randomUUID()),
            null,
            null,
            0,
            BEGUN,
            event,
            "system",
            "x",
            "system",
            object,
            new byte[0],
            Sha256.hash(""),
            null));
  }

  private void run(String name, @Nullable Instant closed) {
    List<PlatformRecord.Run> runs = new ArrayList<>(platform.runs());
    runs.add(new PlatformRecord.Run(name, BEGUN, BEGUN.plusSeconds(7200), closed));
    platform = new PlatformRecord(runs, platform.strangers());
  }

  private Reconciling.Result compare() {
    return compare(Set.of());
  }

  private Reconciling.Result compare(Set<String> silent) {
    Reconciling reconciling = new Reconciling(FROM, NOW, Duration.ofMinutes(5));
    entries.forEach(reconciling::take);
    return reconciling.compare(
        uses, silent.isEmpty() ? Map.of("social", Optional.of(platform)) : Map.of(), silent);
  }

  private List<Kind> kinds() {
    return compare().findings().stream().map(Finding::kind).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolve", "count", "snapshot", "disclose"})
  void aReadOfEachKindAgreesWithItsGrant(String kind) {
    issued(kind);
    queried(1);
    failure(1, "SOURCE_UNREACHABLE");
    queried(2);
    use(1, kind, failed("SOURCE_UNREACHABLE"));
    use(2, kind, done());
    run(PlatformRecord.runName(grant, 1), BEGUN);
    run(PlatformRecord.runName(grant, 2), BEGUN.plusSeconds(60));
    if (kind.equals("resolve")) {
      entry("TargetResolved", Map.of("grant", grant.toString(), "target", 1, "outcome", "found"));
    } else {
      answered(2, 7);
    }

    assertThat(kinds()).isEmpty();
    assertThat(compare().uses()).isEqualTo(Map.of(kind, 2));
    assertThat(compare().until()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
  }

  @Test
  void aReadThatNobodyGrantedIsNamedOnEverySide() {
    use(1, "disclose", done());
    assertThat(kinds())
        .containsExactly(
            Kind.USE_WITHOUT_GRANT,
            Kind.INTENT_MISSING,
            Kind.OUTCOME_MISSING,
            Kind.USE_WITHOUT_RUN);
  }

  @Test
  void aUseOutsideOfItsGrantIsNamed() {
    issued("count");
    queried(1);
    answered(1, 7);
    use(1, "disclose", done(), BEGUN, BEGUN, BEGUN.minusSeconds(1));
    run(PlatformRecord.runName(grant, 1), BEGUN);
    assertThat(kinds())
        .containsExactly(Kind.KIND_DIFFERS, Kind.USED_AFTER_EXPIRY, Kind.USED_AFTER_REVOCATION);
  }

  @Test
  void whatTheLedgerSaysDifferentlyIsNamed() {
    issued("disclose");
    entry(
        "SourceQueried",
        Map.of("grant", grant.toString(), "attempt", 1, "query", Sha256.hash("other").hex()));
    answered(1, 8);
    queried(9);
    use(1, "disclose", done());
    run(PlatformRecord.runName(grant, 1), BEGUN);
    assertThat(kinds())
        .containsExactly(Kind.INTENT_DIFFERS, Kind.ENTRY_WITHOUT_USE, Kind.OUTCOME_DIFFERS);
  }

  @Test
  void anAttemptWithoutOutcomeIsWaitedForAndThenReported() {
    issued("disclose");
    queried(1);
    use(1, "disclose", null);
    assertThat(kinds()).isEmpty();
    assertThat(compare().until()).isEqualTo(BEGUN);

    uses.clear();
    Instant long_ago = NOW.minus(Duration.ofHours(24));
    use(1, "disclose", null, long_ago, null, null);
    assertThat(kinds()).containsExactly(Kind.OPEN);
  }

  @Test
  void aRunThatThePortalDoesNotKnowIsAReadBehindItsBack() {
    String behind = PlatformRecord.runName(new GrantId(UUID.randomUUID()), 1);
    run(behind, BEGUN);
    assertThat(compare().findings())
        .containsExactly(new Finding(Kind.RUN_WITHOUT_USE, "social", null, null, behind));
  }

  @Test
  void rightsAndStatementsOutsideOfRunsAreNamed() {
    platform =
        new PlatformRecord(
            List.of(),
            List.of(
                new PlatformRecord.Stranger("chancery_reader", false, 0L, 0L),
                new PlatformRecord.Stranger("curious", true, 4L, 12L)));
    assertThat(compare().findings())
        .containsExactly(
            new Finding(Kind.STANDING_RIGHT, "social", null, null, "curious"),
            new Finding(Kind.STRANGE_STATEMENTS, "social", null, null, "curious: 4"));
    platform =
        new PlatformRecord(
            List.of(), List.of(new PlatformRecord.Stranger("chancery_reader", false, null, null)));
    assertThat(compare().findings()).isEmpty();
    assertThat(compare().unseen()).containsExactly("social");
  }

  @Test
  void aLoginThatOutlivedItsRunAndASilentPlatformAreNamed() {
    issued("disclose");
    queried(1);
    answered(1, 7);
    use(1, "disclose", done());
    run(PlatformRecord.runName(grant, 1), null);
    assertThat(kinds()).containsExactly(Kind.RUN_LEFT_OPEN);
    assertThat(compare(Set.of("social")).findings())
        .containsExactly(new Finding(Kind.PLATFORM_SILENT, "social", null, null, null));
  }
}
