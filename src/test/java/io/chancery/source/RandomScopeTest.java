package io.chancery.source;

import static io.chancery.source.SamplePlatformFixture.disclose;
import static io.chancery.source.SamplePlatformFixture.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.platform.embedded.SamplePlatform;
import io.chancery.source.SamplePlatformFixture.Kept;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Random scopes against SQL that was written by hand, on a platform that is salted around the edges
 * of every scope: one second outside, another account with nearly the same name, the same user name
 * on another server, the other field groups.
 */
class RandomScopeTest {
  private static final SamplePlatformFixture PLATFORM = SamplePlatformFixture.shared();
  private static final List<FieldGroup> GROUPS =
      List.of(
          FieldGroup.POSTS,
          FieldGroup.MESSAGES,
          FieldGroup.MESSAGES_META,
          FieldGroup.SESSIONS,
          FieldGroup.MEDIA);
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
  private static final long PLANTED = 910_000_000L;
  private static final long LAST = 910_999_999L;

  private final String target = PLATFORM.account(SamplePlatform.TARGET);
  private final Random random = new Random(42);
  private long next = PLANTED;

  private record Scope(String account, List<ReadGrant.Reach> reaches) {}

  @AfterAll
  static void takeOut() {
    execute(
        PLATFORM.owner(),
        "DELETE FROM statuses WHERE id BETWEEN " + PLANTED + " AND " + LAST,
        "DELETE FROM login_activities WHERE id BETWEEN " + PLANTED + " AND " + LAST);
  }

  @Test
  void aScopeIsExactlyWhatAnIndependentQueryFinds() throws IOException {
    List<String> accounts =
        PLATFORM.list("SELECT id FROM accounts WHERE domain IS NULL ORDER BY id LIMIT 60");
    List<Scope> scopes = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      String account =
          random.nextInt(3) == 0 ? target : accounts.get(random.nextInt(accounts.size()));
      scopes.add(new Scope(account, reaches()));
    }
    scopes.forEach(this::salt);
    assertThat(next).isGreaterThan(PLANTED + 1_000).isLessThan(LAST);

    for (Scope scope : scopes) {
      Kept kept = new Kept();
      assertThat(PLATFORM.sources().disclose(disclose(scope.account(), scope.reaches()), kept))
          .isInstanceOf(ReadOutcome.Done.class);
      assertThat(kept.records.keySet())
          .isEqualTo(
              scope.reaches().stream().map(ReadGrant.Reach::group).collect(Collectors.toSet()));
      for (FieldGroup group : kept.records.keySet()) {
        hasNothingBut(ReadGrant.Reach.fields(scope.reaches(), group), kept, group);
        assertThat(kept.ids(group))
            .containsExactlyInAnyOrderElementsOf(PLATFORM.list(independent(group, scope)));
      }
    }
  }

  private static void hasNothingBut(Fields fields, Kept kept, FieldGroup group) throws IOException {
    for (ObjectNode record : kept.objects(group)) {
      assertThat(record.fieldNames())
          .toIterable()
          .as("%s", group)
          .allMatch(name -> fields.has(name) || name.equals("source") || name.equals("retention"));
    }
  }

  /** Every field, or by chance some that the mapping knows; always the id. */
  private Fields fields(FieldGroup group) {
    List<String> known =
        new ArrayList<>(PLATFORM.sources().dictionary("social").group(group).orElseThrow().names());
    Collections.shuffle(known, random);
    List<String> some = new ArrayList<>(known.subList(0, 1 + random.nextInt(known.size())));
    some.add(Fields.ID);
    return random.nextBoolean() ? Fields.ALL : Fields.of(some);
  }

  private List<ReadGrant.Reach> reaches() {
    List<ReadGrant.Reach> reaches = new ArrayList<>();
    Map<FieldGroup, Fields> fields = new EnumMap<>(FieldGroup.class);
    for (int i = 0; i <= random.nextInt(4); i++) {
      Instant from =
          Instant.parse("2023-01-01T00:00:00Z")
              .plusSeconds(random.nextInt(120_000_000))
              .plusNanos(random.nextInt(1_000_000_000));
      FieldGroup group = GROUPS.get(random.nextInt(GROUPS.size()));
      reaches.add(
          new ReadGrant.Reach(
              group,
              new Period(from, from.plusSeconds(1 + random.nextInt(30_000_000))),
              fields.computeIfAbsent(group, this::fields)));
    }
    return reaches;
  }

  /** Posts, messages and sign-ins at and beside both edges, of the account and of its namesakes. */
  private void salt(Scope scope) {
    String lookAlike = PLATFORM.account(SamplePlatform.LOOK_ALIKE);
    String sameName =
        PLATFORM.one(
            "SELECT id::text FROM accounts WHERE username = 'mara_mole' AND domain IS NOT NULL");
    List<String> sql = new ArrayList<>();
    for (ReadGrant.Reach reach : scope.reaches()) {
      for (Instant edge : List.of(reach.period().from(), reach.period().until())) {
        for (Instant at :
            List.of(edge.minusSeconds(1), edge.minusNanos(1_000), edge, edge.plusSeconds(1))) {
          for (String account : List.of(scope.account(), lookAlike, sameName)) {
            sql.add(post(account, at, 0));
            sql.add(post(account, at, 3));
            sql.add(signIn(account, at));
          }
        }
      }
    }
    execute(PLATFORM.owner(), sql.toArray(String[]::new));
  }

  private String post(String account, Instant at, int visibility) {
    return ("INSERT INTO statuses (id, text, created_at, updated_at, visibility, account_id)"
            + " VALUES (%d, 'planted', '%s', '%s', %d, %s)")
        .formatted(next++, MICROS.format(at), MICROS.format(at), visibility, account);
  }

  private String signIn(String account, Instant at) {
    return ("INSERT INTO login_activities (id, user_id, success, ip, user_agent, created_at)"
            + " SELECT %d, id, true, '192.0.2.1', 'planted', '%s' FROM users WHERE account_id = %s")
        .formatted(next++, MICROS.format(at), account);
  }

  private static String independent(FieldGroup group, Scope scope) {
    String account = scope.account();
    String times =
        scope.reaches().stream()
            .filter(r -> r.group() == group)
            // Nanoseconds cannot be written in PostgreSQL: compare as text of equal width.
            .map(r ->
                "to_char(created_at, 'YYYY-MM-DD HH24:MI:SS.US000') >= '%s' AND to_char(created_at, 'YYYY-MM-DD HH24:MI:SS.US000') < '%s'"
                    .formatted(NANOS.format(r.period().from()), NANOS.format(r.period().until())))
            .collect(Collectors.joining(" OR ", "(", ")"));
    return switch (group) {
      case POSTS ->
          "SELECT id FROM statuses WHERE account_id = %s AND visibility IN (0, 1, 2, 4) AND %s"
              .formatted(account, times);
      case MESSAGES, MESSAGES_META ->
          "SELECT id FROM statuses WHERE visibility = 3 AND %s AND (account_id = %s OR id IN (SELECT status_id FROM mentions WHERE account_id = %s))"
              .formatted(times, account, account);
      case SESSIONS ->
          "SELECT id FROM (SELECT id, user_id, created_at FROM login_activities UNION ALL SELECT id, user_id, created_at FROM session_activations) s WHERE user_id = (SELECT id FROM users WHERE account_id = %s) AND %s"
              .formatted(account, times);
      case MEDIA ->
          "SELECT id FROM media_attachments WHERE account_id = %s AND %s".formatted(account, times);
      default -> throw new IllegalArgumentException();
    };
  }
}
