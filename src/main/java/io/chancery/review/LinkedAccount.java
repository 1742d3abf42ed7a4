package io.chancery.review;

import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** An account that shares a sign with a target's, as found with one count. Insert only. */
@Entity
@Table(name = "linked_account")
class LinkedAccount {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  @Column(name = "count_id")
  private UUID countId;

  private String hint;
  private String evidence;

  @Column(name = "account_hash")
  private String accountHash;

  @Column(name = "account_sealed")
  private byte[] accountSealed;

  @SuppressWarnings("NullAway.Init") // JPA
  LinkedAccount() {}

  LinkedAccount(
      UUID id,
      CaseId caseId,
      TargetCount count,
      String hint,
      String evidence,
      String accountHash,
      byte[] accountSealed) {
    this.id = id;
    this.caseId = caseId.value();
    this.countId = count.id();
    this.hint = hint;
    this.evidence = evidence;
    this.accountHash = accountHash;
    this.accountSealed = accountSealed.clone();
  }

  String hint() {
    return hint;
  }

  String evidence() {
    return evidence;
  }

  String accountHash() {
    return accountHash;
  }

  byte[] accountSealed() {
    return accountSealed;
  }
}
