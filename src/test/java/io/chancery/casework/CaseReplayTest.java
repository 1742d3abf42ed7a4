package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.CaseReplay.CaseRow;
import io.chancery.casework.CaseReplay.Difference;
import io.chancery.casework.CaseReplay.Move;
import io.chancery.casework.CaseReplay.StepRow;
import io.chancery.custody.EntryId;
import io.chancery.custody.LedgerEntry;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger says about cases, and how tables that say something else are named. */
class CaseReplayTest {
  private static final String CASE = "LER-2026-000001";
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ANNA = new UUID(0, 7).toString();

  private final CaseReplay replay = new CaseReplay();
  private final List<StepRow> steps = new ArrayList<>();
  private long n;

  @Test
  void theMovesAreThoseOfTheSteps() {
    List<CaseStep> all = Steps.all(new ActorId(new UUID(0, 7)));
    assertThat(CaseReplay.MOVES).hasSameSizeAs(all);
    for (CaseStep step : all) {
      Move move = CaseReplay.MOVES.get(step.event(CaseStatus.APPROVED).getClass().getSimpleName());
      assertThat(move).as(step.name()).isNotNull();
      assertThat(move.step()).isEqualTo(step.name());
      assertThat(move.from()).as(step.name()).isEqualTo(step.from());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, APPROVED", "0, 1, APPROVED", "0, 0, REFUSED"})
  void aDecisionLeadsWhereItsItemsLead(int granted, int narrowed, CaseStatus status) {
    toApproval(granted, narrowed);
    step("Approve", "DecisionApproved", status, Map.of("awaitsSecond", false));
    assertThat(compare(status)).isEmpty();
    assertThat(compareStatusAlone(CaseStatus.AWAITING_APPROVAL)).isNotEmpty();
    assertThat(compareStatusAlone(CaseStatus.SEALED)).hasSize(1);
  }

  @Test
  void aProtectedAccountWaitsForTheSecondApprover() {
    toApproval(1, 0);
    CaseStatus waits = CaseStatus.AWAITING_APPROVAL;
    step("Approve", "DecisionApproved", waits, Map.of("awaitsSecond", true));
    assertThat(compare(waits)).isEmpty();
    assertThat(compareStatusAlone(CaseStatus.APPROVED)).isNotEmpty();
  }

  @Test
  void aForgedStatusIsNamed() {
    toApproval(1, 0);
    assertThat(compare(CaseStatus.RELEASED))
        .containsExactly(
            new Difference(
                CASE,
                "the table says that the case is RELEASED, the ledger says AWAITING_APPROVAL"));
  }

  @Test
  void aForgedStepRowIsNamed() {
    toApproval(1, 0);
    steps.add(new StepRow(CASE, "Approve", ANNA, "approver", "APPROVED", AT));
    assertThat(texts(CaseStatus.AWAITING_APPROVAL))
        .containsExactly("the table has the step Approve once, the ledger 0 times");
  }

  @Test
  void aStepRowThatIsGoneIsNamed() {
    toApproval(1, 0);
    steps.removeIf(row -> row.step().equals("Verify"));
    assertThat(texts(CaseStatus.AWAITING_APPROVAL))
        .containsExactly("the table has the step Verify 0 times, the ledger once");
  }

  @Test
  void aStepRowWithAnotherPersonRoleTargetOrTimeIsNamed() {
    toApproval(1, 0);
    StepRow real = steps.removeLast();
    String other = new UUID(0, 8).toString();
    for (StepRow forged :
        List.of(
            new StepRow(CASE, real.step(), other, real.role(), real.toStatus(), AT),
            new StepRow(CASE, real.step(), real.actor(), "clerk", real.toStatus(), AT),
            new StepRow(CASE, real.step(), real.actor(), real.role(), "APPROVED", AT),
            new StepRow(
                CASE, real.step(), real.actor(), real.role(), real.toStatus(), Instant.EPOCH))) {
      steps.add(forged);
      assertThat(texts(CaseStatus.AWAITING_APPROVAL)).hasSize(1);
      steps.removeLast();
    }
  }

  @Test
  void casesThatOnlyOneSideKnowsAreNamed() {
    toApproval(1, 0);
    assertThat(replay.compare(List.of(), steps))
        .extracting(Difference::text)
        .containsExactly(
            "the table does not have this case, the ledger says that it is AWAITING_APPROVAL");
    assertThat(
            replay.compare(
                List.of(
                    new CaseRow(CASE, CaseStatus.AWAITING_APPROVAL),
                    new CaseRow("LER-2026-000002", CaseStatus.SUBMITTED)),
                steps))
        .extracting(Difference::reference)
        .containsExactly("LER-2026-000002");
  }

  @Test
  void anOrderThatNoCaseCanHaveIsNamed() {
    toApproval(1, 0);
    step("Release", "ProductionReleased", CaseStatus.RELEASED, Map.of());
    assertThat(texts(CaseStatus.RELEASED))
        .containsExactly(
            "entry 4 is a ProductionReleased, which is not possible from AWAITING_APPROVAL");
  }

  private void toApproval(int granted, int narrowed) {
    step("Submit", "RequestSubmitted", CaseStatus.SUBMITTED, Map.of());
    step("Verify", "RequestVerified", CaseStatus.IN_REVIEW, Map.of());
    step(
        "Propose",
        "DecisionProposed",
        CaseStatus.AWAITING_APPROVAL,
        Map.of("granted", granted, "narrowed", narrowed));
  }

  private void step(String step, String event, CaseStatus to, Map<String, Object> object) {
    n++;
    replay.take(
        new LedgerEntry(
            new EntryId(new UUID(1, n)),
            new CaseId(new UUID(2, 1)),
            new CaseReference(CASE),
            n,
            AT,
            event,
            "staff",
            ANNA,
            "approver",
            object,
            new byte[] {1},
            Sha256.hash(event),
            n));
    steps.add(new StepRow(CASE, step, ANNA, "approver", to.name(), AT));
  }

  private List<String> texts(CaseStatus status) {
    return compare(status).stream().map(Difference::text).toList();
  }

  private List<Difference> compare(CaseStatus status) {
    return replay.compare(List.of(new CaseRow(CASE, status)), steps);
  }

  private List<Difference> compareStatusAlone(CaseStatus status) {
    List<StepRow> same =
        steps.stream()
            .map(row ->
                row.step().equals("Approve")
                    ? new StepRow(CASE, row.step(), row.actor(), row.role(), status.name(), AT)
                    : row)
            .toList();
    return status == CaseStatus.SEALED
        ? replay.compare(List.of(new CaseRow(CASE, status)), steps)
        : replay.compare(List.of(new CaseRow(CASE, status)), same);
  }
}
