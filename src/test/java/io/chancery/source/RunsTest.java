package io.chancery.source;

import static io.chancery.source.SamplePlatformFixture.DEMO;
import static io.chancery.source.SamplePlatformFixture.NOW;
import static io.chancery.source.SamplePlatformFixture.disclose;
import static io.chancery.source.SamplePlatformFixture.everything;
import static io.chancery.source.SamplePlatformFixture.execute;
import static io.chancery.source.SamplePlatformFixture.list;
import static io.chancery.source.SamplePlatformFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * How a run goes: from one snapshot, at the platform's pace, and what is left when something dies.
 */
class RunsTest {
  private static final SamplePlatformFixture PLATFORM = SamplePlatformFixture.shared();
  private final String target = PLATFORM.account(SamplePlatform.TARGET);

  /** Does something once, at the hundredth record of the first attempt. */
  private static class Disturbed extends Kept {
    private final Runnable disturbance;
    private int seen;

    Disturbed(Runnable disturbance) {
      this.disturbance = disturbance;
    }

    @Override
    public void record(FieldGroup group, CanonicalRecord record) throws IOException {
      super.record(group, record);
      if (++seen == 100) {
        disturbance.run();
      }
    }
  }

  @Test
  void aSnapshotGrantReadsTheSameRowsForStorage() {
    Kept disclosed = new Kept();
    Kept stored = new Kept();
    ReadGrant.Snapshot grant = snapshot(target, everything(DEMO));
    PLATFORM.sources().disclose(disclose(target, everything(DEMO)), disclosed);

    assertThat(PLATFORM.sources().snapshot(grant, stored)).isInstanceOf(ReadOutcome.Done.class);
    assertThat(stored.all()).isEqualTo(disclosed.all());
    assertThat(PLATFORM.sources().snapshot(grant, new Kept()))
        .isEqualTo(new ReadOutcome.Refused(Refusal.SPENT));
    assertThat(PLATFORM.sources().snapshot(grant.sealedWith(new byte[] {7}), new Kept()))
        .isEqualTo(new ReadOutcome.Refused(Refusal.BAD_SEAL));
    assertThat(PLATFORM.sources().uses(NOW).stream().filter(u -> u.grant().equals(grant.id())))
        .singleElement()
        .satisfies(use -> {
          assertThat(use.kind()).isEqualTo("snapshot");
          assertThat(use.expiresAt()).isEqualTo(grant.expiresAt());
          assertThat(use.end().outcome()).isEqualTo(GrantUse.Outcome.SUCCEEDED);
          assertThat(use.end().rows()).isEqualTo(stored.all().lines().count());
        });
  }

  @Test
  void theSealOfOneKindFitsNoOther() {
    ReadGrant.Disclose disclose = disclose(target, everything(DEMO));
    List<ReadGrant> kinds =
        List.of(
            disclose,
            new ReadGrant.Snapshot(
                disclose.id(),
                "social",
                target,
                everything(DEMO),
                disclose.expiresAt(),
                new byte[0]),
            new ReadGrant.Count(
                disclose.id(),
                "social",
                target,
                everything(DEMO),
                disclose.expiresAt(),
                new byte[0]));

    assertThat(kinds.stream().map(g -> new String(g.signedBytes(), StandardCharsets.UTF_8)))
        .doesNotHaveDuplicates();
  }

  @Test
  void aKilledPlatformConnectionIsReadAgainFromANewSnapshot() {
    Kept calm = new Kept();
    PLATFORM.sources().disclose(disclose(target, everything(DEMO)), calm);
    ReadGrant.Disclose grant = disclose(target, everything(DEMO));
    String run = PlatformRecord.runName(grant.id(), 1);
    Disturbed sink =
        new Disturbed(() ->
            execute(
                PLATFORM.owner(),
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '"
                    + run
                    + "'"));

    ReadOutcome outcome = sources(7, Manners.PLAIN).disclose(grant, sink);

    assertThat(outcome)
        .isInstanceOfSatisfying(ReadOutcome.Done.class, d -> assertThat(d.attempt()).isEqualTo(2));
    assertThat(sink.all()).isEqualTo(calm.all());
    assertThat(sink.media.keySet()).isEqualTo(calm.media.keySet());
    assertThat(sink.calls.getFirst()).isEqualTo("again 1 SOURCE_UNREACHABLE");
    assertThat(outcomes(grant)).containsExactly("1 FAILED SOURCE_UNREACHABLE", "2 SUCCEEDED ");
    assertThat(snapshots(grant)).hasSize(2);
  }

  @Test
  void aSinkThatCannotBeginAgainFailsClearly() {
    ReadGrant.Disclose grant = disclose(target, everything(DEMO));
    Disturbed sink =
        new Disturbed(() ->
            execute(
                PLATFORM.owner(),
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename LIKE 'chancery\\_run\\_%'")) {
          @Override
          public boolean again(int number, Failure reason) {
            return false;
          }
        };

    assertThat(sources(7, Manners.PLAIN).disclose(grant, sink))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.SOURCE_UNREACHABLE));
    assertThat(outcomes(grant)).containsExactly("1 FAILED SOURCE_UNREACHABLE");
  }

  @Test
  void aKilledPortalDatabaseLeavesAnOpenAttemptAndTheNextOneIsWhole() {
    Kept calm = new Kept();
    PLATFORM.sources().disclose(disclose(target, everything(DEMO)), calm);
    ReadGrant.Disclose grant = disclose(target, everything(DEMO));
    Sources sources = sources(7, Manners.PLAIN);
    Disturbed sink =
        new Disturbed(() ->
            execute(
                PLATFORM.owner(),
                "ALTER DATABASE portal ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'portal'"));
    try {
      assertThatThrownBy(() -> sources.disclose(grant, sink))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("could not be recorded");
    } finally {
      execute(PLATFORM.owner(), "ALTER DATABASE portal ALLOW_CONNECTIONS true");
    }
    assertThat(outcomes(grant)).containsExactly("1 OPEN ");

    Kept again = new Kept();
    assertThat(sources.disclose(grant, again)).isInstanceOf(ReadOutcome.Done.class);
    assertThat(again.all()).isEqualTo(calm.all());
    assertThat(outcomes(grant)).containsExactly("1 OPEN ", "2 SUCCEEDED ");
  }

  @Test
  void aCancelledReadEndsBeforeTheNextRecord() {
    ReadGrant.Disclose grant = disclose(target, everything(DEMO));
    AtomicLong given = new AtomicLong();
    Kept sink =
        new Kept() {
          @Override
          public void record(FieldGroup group, CanonicalRecord record) {
            given.incrementAndGet();
          }

          @Override
          public boolean cancelled() {
            return given.get() == 50;
          }
        };

    assertThat(PLATFORM.sources().disclose(grant, sink))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.CANCELLED));
    assertThat(given).hasValue(50);
    assertThat(outcomes(grant)).containsExactly("1 FAILED CANCELLED");
  }

  @Test
  void noMoreRunsReadAtOnceThanTheSourceAllows() {
    Sources sources = sources(500, new Manners(0, null, 1, Duration.ZERO, 0, Duration.ZERO));
    List<ReadOutcome> meanwhile = new ArrayList<>();
    ReadGrant.Disclose second = disclose(target, everything(DEMO));
    Kept sink =
        new Kept() {
          @Override
          public void begun(int attempt, Sha256 query) {
            meanwhile.add(sources.disclose(second, new Kept()));
          }
        };

    assertThat(sources.disclose(disclose(target, everything(DEMO)), sink))
        .isInstanceOf(ReadOutcome.Done.class);
    assertThat(meanwhile).containsExactly(new ReadOutcome.Refused(Refusal.BUSY));
    assertThat(sources.disclose(second, new Kept())).isInstanceOf(ReadOutcome.Done.class);
  }

  @Test
  void outsideOfItsWindowASourceGivesNoRowsAndSaysWhenItDoes() {
    Window night = Window.parse("22:00-06:00", ZoneId.of("Europe/Berlin"));
    Sources sources = sources(500, new Manners(0, night, 2, Duration.ZERO, 0, Duration.ZERO));
    ReadGrant.Disclose grant = disclose(target, everything(DEMO));

    assertThat(sources.disclose(grant, new Kept()))
        .isEqualTo(new ReadOutcome.Refused(Refusal.OUTSIDE_WINDOW));
    assertThat(outcomes(grant)).isEmpty();
    assertThat(sources.opensAt("social")).isEqualTo(Instant.parse("2026-11-20T21:00:00Z"));
    assertThat(night.contains(Instant.parse("2026-11-20T21:00:00Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-11-20T04:59:59Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-11-20T05:00:00Z"))).isFalse();
    assertThat(night.opensAt(Instant.parse("2026-11-20T05:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-20T21:00:00Z"));
    assertThatThrownBy(() -> Window.parse("night", ZoneOffset.UTC))
        .hasMessageContaining("22:00-06:00");
  }

  @Test
  void rowsPassAtThePaceAndALullIsNotMadeUpFor() {
    AtomicLong now = new AtomicLong();
    AtomicLong waited = new AtomicLong();
    Pace pace =
        new Pace(
            100,
            now::get,
            nanos -> {
              waited.addAndGet(nanos);
              now.addAndGet(nanos);
            });
    for (int row = 0; row < 1_000; row++) {
      pace.next();
    }
    assertThat(Duration.ofNanos(now.get()))
        .isBetween(Duration.ofMillis(9_900), Duration.ofSeconds(10));

    now.addAndGet(Duration.ofHours(1).toNanos());
    waited.set(0);
    for (int row = 0; row < 1_000; row++) {
      pace.next();
    }
    assertThat(Duration.ofNanos(waited.get())).isGreaterThan(Duration.ofMillis(8_900));
  }

  private static Sources sources(int fetchSize, Manners manners) {
    return SamplePlatformFixture.sources(
        PLATFORM.connector(fetchSize),
        manners,
        PLATFORM.portal(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<String> outcomes(ReadGrant grant) {
    return list(
        PLATFORM.portal(),
        "SELECT attempt || ' ' || coalesce(outcome, 'OPEN') || ' ' || coalesce(reason, '')"
            + " FROM read_grant_use LEFT JOIN read_grant_outcome USING (grant_id, attempt) WHERE grant_id = '"
            + grant.id()
            + "' ORDER BY attempt");
  }

  private static List<String> snapshots(ReadGrant grant) {
    return list(
        PLATFORM.portal(),
        "SELECT snapshot FROM read_grant_outcome WHERE snapshot IS NOT NULL AND grant_id = '"
            + grant.id()
            + "'");
  }
}
