package io.chancery.packaging;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.ExclusionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** One record or media file that a proposal is about, by its {@link ItemKeys key}. Insert only. */
@Entity
@Table(name = "excluded_item")
class ExcludedItem {
  @Id private UUID id;

  @Column(name = "exclusion_id")
  private UUID exclusionId;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "item_key")
  private String key;

  @SuppressWarnings("NullAway.Init") // JPA
  ExcludedItem() {}

  ExcludedItem(UUID id, ExclusionId exclusion, CaseId caseId, String key) {
    this.id = id;
    this.exclusionId = exclusion.value();
    this.caseId = caseId.value();
    this.key = key;
  }

  String key() {
    return key;
  }
}
