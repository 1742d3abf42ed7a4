package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.LedgerEntry;
import io.chancery.custody.Subject;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.vault.DamagedException;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Opening a case's instrument: never without an entry, never for somebody who sees no case. */
@ApplicationScoped
class InstrumentLooks {
  /** For this long one entry covers the pages that belong to one look. */
  static final Duration ONE_LOOK = Duration.ofMinutes(15);

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Instruments instruments;
  private final CaseAccess access;
  private final CurrentActor current;
  private final CustodyLedger ledger;
  private final Clock clock;

  InstrumentLooks(
      CaseRepositories.Cases cases,
      CaseRepositories.Instruments instruments,
      CaseAccess access,
      CurrentActor current,
      CustodyLedger ledger,
      Clock clock) {
    this.cases = cases;
    this.instruments = instruments;
    this.access = access;
    this.current = current;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Opens the instrument to be looked at; the entry is there before the first byte is read. */
  @Transactional
  NewCase.Instrument look(String reference) {
    DisclosureCase row = access.require(reference);
    cases.lock(row.id());
    NewCase.Instrument paper = paper(row);
    Actor actor = current.get();
    Instant since = clock.instant().minus(ONE_LOOK);
    if (ledger.timeline(row.id()).stream().noneMatch(entry -> covers(entry, actor, since))) {
      record(row, new CaseEvent.InstrumentOpened(paper.digest()));
    }
    return paper;
  }

  /** The instrument for a computation: nobody sees it, so there is no entry. */
  @Transactional
  NewCase.Instrument unseen(String reference) {
    return paper(access.require(reference));
  }

  /** Opens the instrument to be taken away as it was uploaded; each time is an entry. */
  @Transactional
  NewCase.Instrument download(String reference) {
    DisclosureCase row = access.require(reference);
    cases.lock(row.id());
    NewCase.Instrument paper = paper(row);
    record(row, new CaseEvent.InstrumentDownloaded(paper.digest()));
    return paper;
  }

  /**
   * Opens what the platform stated of its own accord, to be taken away by who received it.
   *
   * @throws Problem not-found, also where an agency asked: what it uploaded it has
   */
  @Transactional
  NewCase.Instrument statement(String reference) {
    if (access.require(reference).referredBy() == null) {
      throw Problem.of(ProblemType.NOT_FOUND);
    }
    return download(reference);
  }

  /**
   * The bytes of an opened instrument.
   *
   * @throws Problem damaged, when they are not those that were uploaded
   */
  static byte[] bytes(Vault vault, NewCase.Instrument paper) {
    try (InputStream in = vault.open(paper.vaultKey(), paper.digest())) {
      return in.readAllBytes();
    } catch (DamagedException e) {
      throw Problem.of(ProblemType.DAMAGED);
    } catch (IOException e) {
      throw new UncheckedIOException("the vault cannot be read", e);
    }
  }

  private static boolean covers(LedgerEntry entry, Actor actor, Instant since) {
    return entry.event().equals("InstrumentOpened")
        && entry.actorId().equals(actor.id().toString())
        && !entry.at().isBefore(since);
  }

  private NewCase.Instrument paper(DisclosureCase row) {
    return instruments.findById(row.id().value()).asValue();
  }

  private void record(DisclosureCase row, CustodyEvent event) {
    ledger.append(new Subject.OfCase(row.id(), row.reference()), current.get(), event);
  }
}
