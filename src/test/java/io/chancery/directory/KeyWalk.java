package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.TestActing;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.keys.RecipientFixture;
import io.chancery.platform.embedded.SeededPerson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Walks a recipient key of the first agency as the seeded people, as far as a test wants. */
@ApplicationScoped
public class KeyWalk {
  private static final String SUPERVISOR = "sofia.supervisor";
  private static final String COLLEAGUE = "oscar.officer";

  /** The default; tests do not shorten it. */
  private static final Duration COOL_DOWN = Duration.ofDays(7);

  private final RecipientKeys keys;
  private final RecordedStanding standing;
  private final String url;
  private final String administrator;
  private final String password;

  KeyWalk(
      RecipientKeys keys,
      RecordedStanding standing,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "chancery.test.administrator") String administrator,
      @ConfigProperty(name = "chancery.test.administrator-password") String password) {
    this.keys = keys;
    this.standing = standing;
    this.url = url;
    this.administrator = administrator;
    this.password = password;
  }

  /** Registered and proven by the supervisor, confirmed by a colleague after its cool-down. */
  public String usable(RecipientFixture.Pair pair, KeyPurpose purpose) throws Exception {
    RecipientKeyId id = as(SUPERVISOR, () -> keys.register(pair.kind(), purpose, pair.typed()));
    String answer = pair.open(as(SUPERVISOR, () -> keys.one(id).challenge()));
    as(SUPERVISOR, () -> done(() -> keys.prove(id, answer)));
    older(id);
    String fingerprint = as(SUPERVISOR, () -> keys.one(id).fingerprint());
    as(COLLEAGUE, () -> done(() -> keys.confirm(id, fingerprint, false)));
    return fingerprint;
  }

  /** Fingerprints of the keys to which a package for this purpose could go now. */
  public List<String> inUse(KeyPurpose purpose) throws Exception {
    return as(
        SUPERVISOR,
        () ->
            keys.all().stream()
                .filter(key -> key.purpose() == purpose && key.state().equals("USABLE"))
                .map(RecipientKeys.KeyView::fingerprint)
                .toList());
  }

  /** Lets the cool-down of a key pass. */
  public void older(String id) throws SQLException {
    older(RecipientKeyId.parse(id));
  }

  /** Ends the key with this fingerprint. */
  public void revoke(String fingerprint) throws Exception {
    as(
        SUPERVISOR,
        () ->
            done(() ->
                keys.revoke(
                    keys.all().stream()
                        .filter(key -> key.fingerprint().equals(fingerprint))
                        .findFirst()
                        .orElseThrow()
                        .id(),
                    "lost")));
  }

  /** Only the database's superuser can write what the guards forbid. */
  private void older(RecipientKeyId id) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, administrator, password);
        Statement sql = connection.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(
          "update recipient_key set registered_at = registered_at - interval '"
              + COOL_DOWN.toSeconds()
              + " seconds' where id = '"
              + id
              + "'");
    }
  }

  private <T> T as(String username, Callable<T> work) throws Exception {
    SeededPerson person =
        SeededPerson.ALL.stream()
            .filter(p -> p.username().equals(username))
            .findFirst()
            .orElseThrow();
    Actor actor = standing.actor(person.realm(), person.subject().toString(), "test").orElseThrow();
    return TestActing.touched(actor, work);
  }

  private static Boolean done(Runnable act) {
    act.run();
    return true;
  }
}
