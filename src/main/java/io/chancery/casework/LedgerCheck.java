package io.chancery.casework;

import io.chancery.access.ActingAs;
import io.chancery.casework.CaseReplay.CaseRow;
import io.chancery.casework.CaseReplay.Difference;
import io.chancery.casework.CaseReplay.StepRow;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.LedgerEntry;
import io.chancery.proof.Findings;
import io.chancery.proof.SignedCheckpoint;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Verifies the ledger, replays it to every case's state and records, and compares with the tables.
 * The portal may go on meanwhile: a case that differs is looked at again under its lock.
 */
@ApplicationScoped
public class LedgerCheck {
  private static final String EVERY_CASE = "%";

  private final CustodyLedger ledger;
  private final CaseRepositories.Cases cases;
  private final EntityManager rows;

  LedgerCheck(CustodyLedger ledger, CaseRepositories.Cases cases, EntityManager rows) {
    this.ledger = ledger;
    this.cases = cases;
    this.rows = rows;
  }

  /**
   * What was found. Acts as the system, so not within a request.
   *
   * @param findings about the ledger itself
   * @param differences between ledger and tables, each a sentence that begins with the case
   */
  public record Result(Findings findings, List<String> differences) {
    public Result {
      differences = List.copyOf(differences);
    }

    /** Whether everything holds. */
    public boolean good() {
      return findings.good() && differences.isEmpty();
    }
  }

  /**
   * Verifies and compares.
   *
   * @param kept checkpoints that were kept elsewhere
   * @param also is given every entry on the way
   */
  public Result run(List<SignedCheckpoint> kept, Consumer<LedgerEntry> also) throws IOException {
    try {
      return ActingAs.system(() -> verifyAndCompare(kept, also));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Result verifyAndCompare(List<SignedCheckpoint> kept, Consumer<LedgerEntry> also)
      throws IOException {
    CaseReplay replay = new CaseReplay();
    CaseRecords records = new CaseRecords();
    Findings findings =
        ledger.verify(
            kept,
            entry -> {
              replay.take(entry);
              records.take(entry);
              also.accept(entry);
            });
    List<Difference> first =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              List<Difference> found = replay.compare(caseRows(), stepRows());
              found.addAll(records.compare(kind -> records(kind, EVERY_CASE)));
              return found;
            });
    List<String> differences = new ArrayList<>();
    for (String reference : first.stream().map(Difference::reference).distinct().toList()) {
      QuarkusTransaction.requiringNew().call(() -> again(reference)).stream()
          .map(difference -> difference.reference() + ": " + difference.text())
          .forEach(differences::add);
    }
    // A case whose row is gone cannot be locked, and nothing brings it back.
    first.stream()
        .filter(d -> QuarkusTransaction.requiringNew().call(() -> isGone(d.reference())))
        .map(d -> d.reference() + ": " + d.text())
        .forEach(differences::add);
    return new Result(findings, differences);
  }

  private boolean isGone(String reference) {
    return cases.byReference(reference).isEmpty();
  }

  /** Under the case's lock no step and no entry is on its way. */
  private List<Difference> again(String reference) {
    return cases
        .byReference(reference)
        .flatMap(found -> cases.lock(found.id()))
        .map(row -> {
          CaseReplay replay = new CaseReplay();
          CaseRecords records = new CaseRecords();
          for (LedgerEntry entry : ledger.timeline(row.id())) {
            replay.take(entry);
            records.take(entry);
          }
          List<Difference> differences =
              replay.compare(List.of(new CaseRow(reference, row.status())), stepRows(reference));
          differences.addAll(records.compare(kind -> records(kind, reference)));
          return differences;
        })
        .orElse(List.of());
  }

  private List<CaseRow> caseRows() {
    return rows
        .createQuery("select c.reference, c.status from DisclosureCase c", Object[].class)
        .getResultList()
        .stream()
        .map(row -> new CaseRow((String) row[0], (CaseStatus) row[1]))
        .toList();
  }

  private List<StepRow> stepRows() {
    return stepRows(EVERY_CASE);
  }

  private List<CaseRecords.Row> records(RecordedOfCase kind, String reference) {
    List<?> found =
        rows.createNativeQuery(kind.rows(), Object[].class)
            .setParameter(1, reference)
            .getResultList();
    return found.stream()
        .map(Object[].class::cast)
        .map(row -> new CaseRecords.Row((String) row[0], (String) row[1]))
        .toList();
  }

  private List<StepRow> stepRows(String reference) {
    return rows
        .createQuery(
            "select c.reference, s.step, s.actorId, s.role, s.toStatus, s.at"
                + " from StepTaken s join DisclosureCase c on c.id = s.caseId"
                + " where c.reference like ?1 order by s.at, s.id",
            Object[].class)
        .setParameter(1, reference)
        .getResultList()
        .stream()
        .map(row ->
            new StepRow(
                (String) row[0],
                (String) row[1],
                row[2].toString(),
                (String) row[3],
                (String) row[4],
                (Instant) row[5]))
        .toList();
  }
}
