package io.chancery.collection;

import io.chancery.casework.handoff.CollectedSet;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** One file that was read: records of one group, or one media file. Insert only. */
@Entity
@Table(name = "collected_artefact")
class CollectedArtefact {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "task_id")
  private UUID taskId;

  /** Of the worker that read it; the database refuses one that the task no longer has. */
  private int fence;

  @Column(name = "grant_id")
  private UUID grantId;

  private int target;

  @Column(name = "field_group")
  private String fieldGroup;

  private String name;

  @Column(name = "vault_key")
  private String vaultKey;

  private String sha256;

  @Column(name = "row_count")
  private long rows;

  private long bytes;

  @SuppressWarnings("NullAway.Init") // JPA
  CollectedArtefact() {}

  CollectedArtefact(
      UUID id,
      CaseId caseId,
      UUID taskId,
      int fence,
      GrantId grant,
      CollectedSet.Artefact artefact) {
    this.id = id;
    this.caseId = caseId.value();
    this.taskId = taskId;
    this.fence = fence;
    this.grantId = grant.value();
    this.target = artefact.target();
    this.fieldGroup = artefact.group();
    this.name = artefact.name();
    this.vaultKey = artefact.vaultKey();
    this.sha256 = artefact.digest().hex();
    this.rows = artefact.rows();
    this.bytes = artefact.bytes();
  }

  UUID taskId() {
    return taskId;
  }

  CollectedSet.Artefact asHandOff() {
    return new CollectedSet.Artefact(
        target, fieldGroup, name, vaultKey, new Sha256(sha256), rows, bytes);
  }

  UUID id() {
    return id;
  }
}
