package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A role that a staff member holds for a time, and why. Insert only: {@link RoleEnd} ends it. */
@Entity
@Table(name = "role_grant")
class RoleGrant {

  /** How a role is held. */
  enum Kind {
    /** Until it is taken, or until a recorded end. */
    STANDING,
    /** For hours, when it is needed. */
    ELEVATION,
    /** For hours, at once, in an emergency; an auditor looks at it afterwards. */
    BREAK_GLASS
  }

  /** What stands behind a grant. */
  enum Basis {
    /** Development and demonstration, or rights from before they were rows. */
    SEED,
    /** The first people of an empty installation. */
    BOOTSTRAP,
    /** Whoever runs the machine, because nobody was left who could bring anybody in. */
    OPERATOR,
    /** Two people. */
    PROPOSAL
  }

  @Id private UUID id;

  @Column(name = "staff_id")
  private UUID staffId;

  private String role;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String reason;

  @Column(name = "valid_from")
  private Instant validFrom;

  @Column(name = "valid_until")
  private @Nullable Instant validUntil;

  @Enumerated(EnumType.STRING)
  private Basis basis;

  @Column(name = "proposal_id")
  private @Nullable UUID proposalId;

  @SuppressWarnings("NullAway.Init") // JPA
  RoleGrant() {}

  RoleGrant(
      UUID id,
      UUID staffId,
      String role,
      Kind kind,
      String reason,
      Instant validFrom,
      @Nullable Instant validUntil,
      Basis basis,
      @Nullable UUID proposalId) {
    this.id = id;
    this.staffId = staffId;
    this.role = role;
    this.kind = kind;
    this.reason = reason;
    this.validFrom = validFrom;
    this.validUntil = validUntil;
    this.basis = basis;
    this.proposalId = proposalId;
  }

  UUID id() {
    return id;
  }

  UUID staffId() {
    return staffId;
  }

  String role() {
    return role;
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    return reason;
  }

  Instant validFrom() {
    return validFrom;
  }

  @Nullable Instant validUntil() {
    return validUntil;
  }

  Basis basis() {
    return basis;
  }

  @Nullable UUID proposalId() {
    return proposalId;
  }

  /** From its beginning to the moment before its end. */
  boolean inForceAt(Instant now) {
    return !now.isBefore(validFrom) && (validUntil == null || now.isBefore(validUntil));
  }

  @Override
  public String toString() {
    return "RoleGrant[" + id + "]";
  }
}
