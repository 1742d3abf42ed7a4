package io.chancery.custody;

import io.chancery.access.Actor;
import io.chancery.platform.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
    EntryId id = new EntryId(ids.next());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    byte[] salt = ids.bytes(EntryCodec.SALT_BYTES);
    if (subject instanceof Subject.OfCase ofCase) {
      EntryCodec.Unplaced entry = codec.writeUnplaced(ofCase, actor, role, event, salt);
      EntryRows.insertNext(connection, id, ofCase.id(), now, entry);
    } else {
      byte[] bytes = codec.write(subject, null, actor, role, event, now, salt);
      EntryRows.insert(connection, id, now, bytes);
    }
    return id;
  }
}
