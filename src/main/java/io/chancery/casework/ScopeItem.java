package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One field group of one target over one period, as asked. */
@Entity
@Table(name = "scope_item")
class ScopeItem {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private int target;
  private int number;

  @Column(name = "field_group")
  private String fieldGroup;

  @Column(name = "period_from")
  private Instant from;

  @Column(name = "period_until")
  private Instant until;

  @SuppressWarnings("NullAway.Init") // JPA
  ScopeItem() {}

  ScopeItem(UUID id, CaseId caseId, int target, int number, FieldGroup group, Period period) {
    this.id = id;
    this.caseId = caseId.value();
    this.target = target;
    this.number = number;
    this.fieldGroup = group.key();
    this.from = period.from();
    this.until = period.until();
  }

  int target() {
    return target;
  }

  int number() {
    return number;
  }

  FieldGroup group() {
    return FieldGroup.ofKey(fieldGroup).orElseThrow();
  }

  Period period() {
    return new Period(from, until);
  }
}
