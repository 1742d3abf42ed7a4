package io.chancery.intake;

import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.kernel.CaseId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;

/** The receipt of a submission, at any time again. */
@ApplicationScoped
public class Receipts {
  private final CaseAccess access;
  private final CaseViews views;
  private final HandOffs handOffs;

  Receipts(CaseAccess access, CaseViews views, HandOffs handOffs) {
    this.access = access;
    this.views = views;
    this.handOffs = handOffs;
  }

  /** The receipt of a case that the current actor may see. */
  @Transactional
  public SubmissionReceipt of(String reference) {
    CaseId id = access.visible(reference);
    CaseView.ClockView clock = Objects.requireNonNull(views.of(id).clock());
    HandOffs.Stored<SubmittedRequest> request =
        handOffs.latest(id, SubmittedRequest.class).orElseThrow();
    return new SubmissionReceipt(
        reference,
        request.value().receivedAt(),
        request.digest(),
        request.value().instrument(),
        Objects.requireNonNull(clock.firstDueAt()),
        clock.citation());
  }
}
