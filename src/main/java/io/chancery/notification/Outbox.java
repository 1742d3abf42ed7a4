package io.chancery.notification;

import io.chancery.kernel.CaseReference;
import io.chancery.platform.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Adds messages in the caller's transaction and hands due ones to the sender. */
@ApplicationScoped
public class Outbox {

  /** What a message tells. */
  public enum Kind {
    REQUEST_RECEIVED,
    REQUEST_REFUSED,
    /** There is a question about a request. */
    CLARIFICATION_ASKED,
    PRODUCTION_READY,
    RELEASE_RECALLED,
    /** What was fetched must be deleted. */
    RECALL_NOTICE,
    /** What was handed over is wrong and has to be asked for again. */
    CORRECTION_NEEDED,
    INVOICE_ISSUED,
    /** The deletion is due and nobody confirmed it. */
    DELETION_DUE,
    /** A production was lost or exposed. */
    BREACH_REPORTED,
    /** What is there, if anything, is stored; never whether there is something. */
    PRESERVATION_TAKEN_UP,
    /** A preservation ends soon unless the authority renews it or serves process. */
    PRESERVATION_ENDS,
    PRESERVATION_ENDED,
    /** Somebody whose access ended tried to act. */
    ACCESS_REFUSED,
    /** Somebody who leaves tried a step that cannot be undone. */
    LEAVER_REFUSED,
    /** Somebody asked for more accounts in a day than one person may have read. */
    READ_CEILING,
    /** Something about a colleague's day was unusual. */
    ANOMALY,
    /** Somebody asked for an account that nobody has a reason to ask for. */
    CANARY,
    /** A role was taken out of its glass. */
    BREAK_GLASS,
    DOMAIN_CHALLENGE
  }

  record Due(UUID id, String kind, String reference, String recipient) {}

  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<OutboxRow, UUID> {
    List<OutboxRow> due(Instant now, int most) {
      return find("sentAt is null and retryAt <= ?1 order by retryAt", now)
          .withLock(LockModeType.PESSIMISTIC_WRITE)
          .withHint("jakarta.persistence.lock.timeout", -2) // skip locked
          .page(0, most)
          .list();
    }
  }

  private final Rows rows;
  private final Ids ids;
  private final Clock clock;

  Outbox(Rows rows, Ids ids, Clock clock) {
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds a message; it is sent after the caller's transaction has committed. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void add(Kind kind, CaseReference reference, String mail) {
    rows.persist(new OutboxRow(ids.next(), kind.name(), reference.value(), mail, clock.instant()));
  }

  /** Like {@link #add(Kind, CaseReference, String)}, about something else than a case. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void add(Kind kind, UUID about, String mail) {
    rows.persist(new OutboxRow(ids.next(), kind.name(), about.toString(), mail, clock.instant()));
  }

  /** Adds a message whose reference is a code that its reader tells somebody on. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void addCode(Kind kind, String code, String mail) {
    rows.persist(new OutboxRow(ids.next(), kind.name(), code, mail, clock.instant()));
  }

  @Transactional
  List<Due> takeDue(int most, Duration lease) {
    Instant now = clock.instant();
    return rows.due(now, most).stream()
        .map(row -> {
          row.takenUntil(now.plus(lease));
          return new Due(row.id(), row.kind(), row.reference(), row.recipient());
        })
        .toList();
  }

  @Transactional
  void markSent(UUID id) {
    rows.findById(id).sent(clock.instant());
  }

  @Transactional
  void markFailed(UUID id, String why) {
    rows.findById(id).failed(why, clock.instant());
  }
}
