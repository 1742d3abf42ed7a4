package io.chancery.oversight;

import io.chancery.access.ActingAs;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.LedgerEntry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Compares the tables of rights and of acts of two people with the ledger, for verify-ledger. */
@ApplicationScoped
public class RightsCheck {
  /** So many acts outside of cases may be done while one comparison runs. */
  private static final int LATER = 10_000;

  private final RightsRows rows;
  private final CustodyLedger ledger;

  RightsCheck(RightsRows rows, CustodyLedger ledger) {
    this.rows = rows;
    this.ledger = ledger;
  }

  /**
   * One comparison.
   *
   * @param entries is given every entry of the ledger, once
   * @param differences sentences, to be asked for after the last entry
   */
  public record Comparison(Consumer<LedgerEntry> entries, Supplier<List<String>> differences) {}

  /** Begins a comparison. */
  public Comparison begin() {
    RightsReplay replay = new RightsReplay();
    return new Comparison(replay::take, () -> compare(replay));
  }

  private List<String> compare(RightsReplay replay) {
    List<String> differences = new ArrayList<>();
    ActingAs.system(() ->
        QuarkusTransaction.requiringNew()
            .run(() ->
                differences.addAll(replay.differences(rows::of, ledger.installationLog(LATER)))));
    return differences;
  }
}
