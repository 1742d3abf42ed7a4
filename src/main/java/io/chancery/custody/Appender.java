package io.chancery.custody;

import io.chancery.access.Actor;
import io.chancery.kernel.CaseId;
import io.chancery.platform.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes one entry and inserts it over the caller's connection. */
final class Appender {
  private final EntryCodec codec;
  private final Ids ids;
  private final Clock clock;

  Appender(EntryCodec codec, Ids ids, Clock clock) {
    this.codec = codec;
    this.ids = ids;
    this.clock = clock;
  }

  EntryId append(
      Connection connection, Subject subject, Actor actor, String role, CustodyEvent event)
      throws SQLException {
    CaseId caseId = subject instanceof Subject.OfCase ofCase ? ofCase.id() : null;
    EntryRows.Last last = caseId == null ? null : EntryRows.lastOf(connection, caseId).orElse(null);
    Instant at = notBefore(last);
    EntryCodec.Position position = caseId == null ? null : after(last);
    byte[] salt = ids.bytes(EntryCodec.SALT_BYTES);
    byte[] bytes = codec.write(subject, position, actor, role, event, at, salt);
    EntryId id = new EntryId(ids.next());
    Long n = position == null ? null : position.n();
    EntryRows.insert(connection, id, caseId, n, at, bytes);
    return id;
  }

  /** Replicas' clocks differ; within a case time never runs backwards. */
  private Instant notBefore(EntryRows.@Nullable Last last) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return last != null && last.at().isAfter(now) ? last.at() : now;
  }

  private static EntryCodec.Position after(EntryRows.@Nullable Last last) {
    return last == null
        ? new EntryCodec.Position(1, null)
        : new EntryCodec.Position(last.n() + 1, last.leafHash());
  }
}
