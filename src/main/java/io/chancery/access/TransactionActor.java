package io.chancery.access;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells the database, at the start of every transaction, who acts in it. Row-level security reads
 * it; the values end with the transaction, so a pooled connection carries nothing over.
 */
@ApplicationScoped
class TransactionActor {
  private static final String SET =
      "select set_config('chancery.actor', ?, true), set_config('chancery.agency', ?, true),"
          + " set_config('chancery.side', ?, true)";

  private final AgroalDataSource dataSource;
  private final TransactionManager transactions;
  private final RequestActor current;

  TransactionActor(
      AgroalDataSource dataSource, TransactionManager transactions, RequestActor current) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.current = current;
  }

  void begun(@Observes @Initialized(TransactionScoped.class) Object transaction)
      throws SystemException {
    try {
      // The pool hands out one connection per transaction: this is the one that all its work uses.
      tell(current.known());
    } catch (SQLException | RuntimeException e) {
      // Whoever asked for the transaction never learns that it began, so it must not stay behind.
      transactions.rollback();
      throw new IllegalStateException("the transaction's actor could not be set", e);
    }
  }

  private void tell(Optional<Actor> actor) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.prepareStatement(SET)) {
      statement.setString(1, actor.map(who -> who.id().toString()).orElse(""));
      statement.setString(2, actor.map(Actor::agency).map(agency -> agency.toString()).orElse(""));
      statement.setString(3, actor.map(TransactionActor::side).orElse(""));
      statement.execute();
    }
  }

  private static String side(Actor actor) {
    if (actor.agency() != null) {
      return "agency";
    }
    return switch (actor.kind()) {
      case STAFF -> "staff";
      // Without an agency there is nothing an officer may see.
      case OFFICER -> "";
      // Only the portal itself; an enforcement system is a guest with a role.
      case SYSTEM, CLOCK -> actor.equals(Actor.SYSTEM) || actor.equals(Actor.CLOCK) ? "system" : "";
    };
  }
}
