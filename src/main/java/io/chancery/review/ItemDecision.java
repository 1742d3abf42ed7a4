package io.chancery.review;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was decided about one item. Insert only. */
@Entity
@Table(name = "item_decision")
class ItemDecision {
  @Id private UUID id;

  @Column(name = "decision_id")
  private UUID decisionId;

  @Column(name = "case_id")
  private UUID caseId;

  private int item;

  @Enumerated(EnumType.STRING)
  private Outcome outcome;

  private String reason;
  private String explanation;

  @Column(name = "period_from")
  private @Nullable Instant from;

  @Column(name = "period_until")
  private @Nullable Instant until;

  /** Names of the granted fields with spaces between; null for every field. */
  private @Nullable String fields;

  @SuppressWarnings("NullAway.Init") // JPA
  ItemDecision() {}

  ItemDecision(
      UUID id,
      DecisionId decision,
      CaseId caseId,
      int item,
      Outcome outcome,
      String reason,
      String explanation,
      @Nullable Period granted,
      Fields fields) {
    this.id = id;
    this.decisionId = decision.value();
    this.caseId = caseId.value();
    this.item = item;
    this.outcome = outcome;
    this.reason = reason;
    this.explanation = explanation;
    this.from = granted == null ? null : granted.from();
    this.until = granted == null ? null : granted.until();
    this.fields = fields.named() == null ? null : String.join(" ", fields.named());
  }

  int item() {
    return item;
  }

  Outcome outcome() {
    return outcome;
  }

  String reason() {
    return reason;
  }

  String explanation() {
    return explanation;
  }

  /** The granted period; null when the item is denied. */
  @Nullable Period granted() {
    return from == null || until == null ? null : new Period(from, until);
  }

  /** The granted fields of the item's group. */
  Fields fields() {
    return Fields.of(fields == null ? null : List.of(fields.split(" ")));
  }
}
