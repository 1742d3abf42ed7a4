package io.chancery.source;

import static io.chancery.source.SamplePlatformFixture.DEMO;
import static io.chancery.source.SamplePlatformFixture.NOW;
import static io.chancery.source.SamplePlatformFixture.disclose;
import static io.chancery.source.SamplePlatformFixture.resolve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Identifier;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A grant opens its scope once, in its time, and every attempt is written down first. */
class SourcesTest {
  private static final SamplePlatformFixture PLATFORM = SamplePlatformFixture.shared();
  private final String target = PLATFORM.account(SamplePlatform.TARGET);
  private final List<ReadGrant.Reach> subscriber =
      List.of(new ReadGrant.Reach(FieldGroup.SUBSCRIBER, DEMO));

  @ParameterizedTest
  @CsvSource({
    "USERNAME, mara_mole",
    "USERNAME, @mara_mole",
    "USERNAME, ' @Mara_Mole '",
    "USERNAME, mara_mole@social.example",
    "PROFILE_URL, https://social.example/@mara_mole",
    "PROFILE_URL, https://social.example/users/mara_mole/",
    "EMAIL, MARA_MOLE@mail0.example"
  })
  void identifiersLeadToTheAccount(Identifier.Kind kind, String value) {
    assertThat(PLATFORM.sources().resolve(resolve(kind, value)))
        .isEqualTo(new Resolution.Found(1, target));
    assertThat(PLATFORM.sources().resolve(resolve(Identifier.Kind.ACCOUNT_ID, target)))
        .isEqualTo(new Resolution.Found(1, target));
  }

  @ParameterizedTest
  @CsvSource({
    "USERNAME, mara_mole@elsewhere.example",
    "USERNAME, nobody_here",
    "USERNAME, mara%",
    "USERNAME, ''' OR 1=1 --'",
    "PROFILE_URL, https://elsewhere.example/@mara_mole",
    "PROFILE_URL, https://social.example.evil.example/@mara_mole",
    "EMAIL, new.mara_mole@mail9.example",
    "ACCOUNT_ID, 99999999999999999999",
    "PHONE, +15550100"
  })
  void otherIdentifiersLeadNowhere(Identifier.Kind kind, String value) {
    assertThat(PLATFORM.sources().resolve(resolve(kind, value)))
        .isEqualTo(new Resolution.NotFound(1));
  }

  @Test
  void anAccountOfAnotherServerIsNotFoundById() {
    String remote = PLATFORM.one("SELECT id FROM accounts WHERE domain IS NOT NULL LIMIT 1");

    assertThat(PLATFORM.sources().resolve(resolve(Identifier.Kind.ACCOUNT_ID, remote)))
        .isEqualTo(new Resolution.NotFound(1));
  }

  @Test
  void aGrantIsSpentByOneSuccessfulRun() {
    ReadGrant.Disclose grant = disclose(target, subscriber);
    Kept again = new Kept();

    assertThat(PLATFORM.sources().disclose(grant, new Kept())).isInstanceOf(ReadOutcome.Done.class);
    assertThat(PLATFORM.sources().disclose(grant, again))
        .isEqualTo(new ReadOutcome.Refused(Refusal.SPENT));
    assertThat(again.calls).isEmpty();
    assertThat(outcomes(grant)).containsExactly("1 SUCCEEDED");
  }

  @Test
  void aFailedAttemptIsCountedAndMayBeRepeated() {
    ReadGrant.Disclose grant = disclose(target, subscriber);
    RecordSink broken =
        (BrokenSink)
            (group, record) -> {
              throw new IOException("disk full");
            };

    assertThatThrownBy(() -> PLATFORM.sources().disclose(grant, broken))
        .isInstanceOf(UncheckedIOException.class);
    Kept kept = new Kept();
    assertThat(PLATFORM.sources().disclose(grant, kept))
        .isInstanceOfSatisfying(ReadOutcome.Done.class, d -> assertThat(d.attempt()).isEqualTo(2));
    assertThat(kept.attempt).isEqualTo(2);
    assertThat(outcomes(grant)).containsExactly("1 FAILED", "2 SUCCEEDED");
  }

  private interface BrokenSink extends RecordSink {
    @Override
    default void media(
        FieldGroup group,
        Sha256 digest,
        String extension,
        long bytes,
        java.io.InputStream content) {}
  }

  @Test
  void theIntentIsCommittedBeforeTheReadAndCanStopIt() {
    ReadGrant.Resolve grant = resolve(Identifier.Kind.USERNAME, "mara_mole");
    ReadWatch watch =
        (attempt, query) -> {
          assertThat(query).isEqualTo(PLATFORM.sources().queryDigest(grant));
          assertThat(
                  SamplePlatformFixture.list(
                      PLATFORM.portal(),
                      "SELECT query_digest FROM read_grant_use WHERE grant_id = '"
                          + grant.id()
                          + "'"))
              .containsExactly(query.hex());
          throw new IllegalStateException("the ledger is away");
        };

    assertThatThrownBy(() -> PLATFORM.sources().resolve(grant, watch))
        .hasMessage("the ledger is away");
    assertThat(outcomes(grant)).containsExactly("1 FAILED");
  }

  @Test
  void forgedExpiredRevokedAndMisdirectedGrantsOpenNothing() {
    Sources sources = PLATFORM.sources();
    ReadGrant.Disclose good = disclose(target, subscriber);
    ReadGrant.Disclose revoked = disclose(target, subscriber);
    sources.revoke(revoked.id());
    sources.revoke(revoked.id());
    ReadGrant.Disclose elsewhere =
        new ReadGrant.Disclose(
            good.id(), "other", target, subscriber, good.scope(), good.expiresAt(), good.seal());
    Sources later =
        PLATFORM.sources(PLATFORM.connector(), Clock.fixed(good.expiresAt(), ZoneOffset.UTC));
    Kept kept = new Kept();

    assertThat(sources.disclose(good.sealedWith(new byte[] {9}), kept))
        .isEqualTo(new ReadOutcome.Refused(Refusal.BAD_SEAL));
    assertThat(later.disclose(good, kept)).isEqualTo(new ReadOutcome.Refused(Refusal.EXPIRED));
    assertThat(sources.disclose(revoked, kept)).isEqualTo(new ReadOutcome.Refused(Refusal.REVOKED));
    assertThat(sources.disclose(elsewhere, kept))
        .isEqualTo(new ReadOutcome.Refused(Refusal.UNKNOWN_SOURCE));
    assertThat(kept.calls).isEmpty();
    assertThat(outcomes(good)).isEmpty();
  }

  @Test
  void ofTwoRunsAtOnceOneWins() throws Exception {
    ReadGrant.Disclose grant = disclose(target, subscriber);
    CyclicBarrier together = new CyclicBarrier(2);
    class Slow implements BrokenSink {
      @Override
      public void record(FieldGroup group, CanonicalRecord record) {}

      @Override
      public void begun(int attempt, Sha256 query) {
        try {
          together.await();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
    List<ReadOutcome> ended = new java.util.concurrent.CopyOnWriteArrayList<>();
    Thread one =
        Thread.ofPlatform().start(() -> ended.add(PLATFORM.sources().disclose(grant, new Slow())));
    Thread two =
        Thread.ofPlatform().start(() -> ended.add(PLATFORM.sources().disclose(grant, new Slow())));
    one.join();
    two.join();

    assertThat(ended).hasSize(2).filteredOn(ReadOutcome.Done.class::isInstance).hasSize(1);
    assertThat(ended).contains(new ReadOutcome.Refused(Refusal.SPENT));
    assertThat(outcomes(grant)).hasSize(2).anyMatch(o -> o.endsWith("OVERTAKEN"));
  }

  @Test
  void anUnreachableOrSlowPlatformIsAFailureWithoutDetails() {
    Mapping mapping = MappingLoader.load(MappingFile.open("mastodon"), SamplePlatform.DOMAIN);
    SqlConnector away =
        new SqlConnector(
            mapping,
            new PlatformDatabase(
                "jdbc:postgresql://127.0.0.1:1/platform", "x", "", Duration.ofSeconds(1), 10),
            () -> new MediaFolder(null));
    SqlConnector hurried =
        new SqlConnector(
            mapping,
            new PlatformDatabase(PLATFORM.url(), PLATFORM.grantor(), Duration.ofMillis(1), 10),
            () -> new MediaFolder(null));

    assertThat(
            PLATFORM
                .sources(away, Clock.fixed(NOW, ZoneOffset.UTC))
                .disclose(disclose(target, subscriber), new Kept()))
        // Begun again as often as the source allows.
        .isEqualTo(
            new ReadOutcome.Failed(1 + Manners.PLAIN.restarts(), Failure.SOURCE_UNREACHABLE));
    assertThat(
            PLATFORM
                .sources(hurried, Clock.fixed(NOW, ZoneOffset.UTC))
                .disclose(disclose(target, SamplePlatformFixture.everything(DEMO)), new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.TIMED_OUT));
  }

  @Test
  void noTransactionOfThePortalMaySpanARead() throws Exception {
    try (java.sql.Connection open = PLATFORM.portal().getConnection()) {
      open.setAutoCommit(false);
      javax.sql.DataSource enlisted =
          (javax.sql.DataSource)
              java.lang.reflect.Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {javax.sql.DataSource.class},
                  (proxy, method, arguments) -> open);
      Sources sources =
          SamplePlatformFixture.sources(
              PLATFORM.connector(), Manners.PLAIN, enlisted, Clock.fixed(NOW, ZoneOffset.UTC));

      assertThatThrownBy(() -> sources.resolve(resolve(Identifier.Kind.USERNAME, "mara_mole")))
          .hasMessageContaining("no transaction may span a read");
    }
  }

  @Test
  void usesCannotBeChanged() {
    for (String refused :
        List.of(
            "UPDATE read_grant_use SET attempt = 9",
            "DELETE FROM read_grant_outcome",
            "TRUNCATE read_grant_revocation")) {
      assertThatThrownBy(() -> SamplePlatformFixture.execute(PLATFORM.portal(), refused))
          .rootCause()
          .hasMessageContaining("is insert only");
    }
  }

  private static List<String> outcomes(ReadGrant grant) {
    return SamplePlatformFixture.list(
        PLATFORM.portal(),
        "SELECT attempt || ' ' || coalesce(outcome, 'OPEN') FROM read_grant_use LEFT JOIN read_grant_outcome USING (grant_id, attempt) WHERE grant_id = '"
            + grant.id()
            + "' ORDER BY attempt");
  }

  @Test
  void aSharedSignIsAHintWithItsEvidenceAndNothingElse() {
    String other = PLATFORM.account(SamplePlatform.QUIET);
    SamplePlatformFixture.execute(
        PLATFORM.owner(),
        "UPDATE users SET sign_up_ip = (SELECT sign_up_ip FROM users WHERE account_id = "
            + target
            + ") WHERE account_id = "
            + other);
    ReadGrant.Count grant = count(List.of());
    if (PLATFORM.sources().linked(grant, ReadWatch.NOBODY)
        instanceof Linking.Sought(_, var links)) {
      assertThat(links)
          .filteredOn(link -> link.accountId().equals(other))
          .extracting(Linking.Link::hint)
          .containsExactly("registration-address");
      assertThat(links).extracting(Linking.Link::accountId).doesNotContain(target);
    } else {
      throw new AssertionError("not sought");
    }
    assertThat(PLATFORM.sources().linked(grant, ReadWatch.NOBODY))
        .isEqualTo(new Linking.Refused(Refusal.SPENT));
  }

  @Test
  void aGrantThatCountsOpensNoHintAndAGrantForHintsCountsNothing() {
    ReadGrant.Count counting =
        count(List.of(new ReadGrant.Reach(FieldGroup.POSTS, SamplePlatformFixture.DEMO)));
    assertThatThrownBy(() -> PLATFORM.sources().linked(counting, ReadWatch.NOBODY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PLATFORM.sources().count(count(List.of())))
        .isInstanceOfSatisfying(
            Counting.Counted.class, counted -> assertThat(counted.records()).isEmpty());
  }

  private ReadGrant.Count count(List<ReadGrant.Reach> reaches) {
    return new ReadGrant.Count(
        new GrantId(UUID.randomUUID()),
        "social",
        target,
        reaches,
        SamplePlatformFixture.NOW.plusSeconds(60),
        SamplePlatformFixture.GOOD_SEAL);
  }
}
