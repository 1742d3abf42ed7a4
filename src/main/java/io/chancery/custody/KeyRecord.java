package io.chancery.custody;

import io.agroal.api.AgroalDataSource;
import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.keys.LogKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Records once, for each log key, that it was put into use. */
@Singleton
class KeyRecord {
  private final CustodyLedger ledger;
  private final AgroalDataSource database;
  private final LogKey key;
  private final boolean signs;

  KeyRecord(
      CustodyLedger ledger,
      AgroalDataSource database,
      LogKey key,
      LedgerConfiguration configuration) {
    this.ledger = ledger;
    this.database = database;
    this.key = key;
    this.signs = configuration.sequencer();
  }

  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void start(@Observes @Priority(200) StartupEvent event) {
    if (signs) {
      ActingAs.system(() -> QuarkusTransaction.requiringNew().run(this::recordOnce));
    }
  }

  /** In a transaction. Replicas that start together wait for each other here. */
  void recordOnce() {
    HouseEvent.KeyActivated activated =
        new HouseEvent.KeyActivated(key.name(), key.key().fingerprint().hex());
    try (Connection connection = database.getConnection()) {
      if (!isRecorded(connection, activated)) {
        ledger.append(new Subject.OfSystem(), Actor.SYSTEM, activated);
      }
    } catch (SQLException e) {
      throw new LedgerException("the use of the log's key cannot be recorded", e);
    }
  }

  private static boolean isRecorded(Connection connection, HouseEvent.KeyActivated activated)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      lock.setLong(1, EntryRows.KEY_LOCK);
      lock.execute();
    }
    return EntryRows.hasKeyActivated(connection, activated.fingerprint());
  }
}
