package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person of the platform's own staff and the dates that bound what they may do. What they hold is
 * rows of their own: {@link RoleGrant}.
 */
@Entity
@Table(name = "staff_member")
class StaffMember {
  @Id private UUID id;

  // Changes once, when an invitation becomes a sign-in; the trigger access_by_two holds that.
  private String subject;

  @Column(name = "full_name", updatable = false)
  private String fullName;

  @Column(updatable = false)
  private String title;

  @Column(updatable = false)
  private @Nullable String mail;

  @Column(updatable = false)
  private boolean contractor;

  @Column(name = "admitted_at", updatable = false)
  private @Nullable Instant admittedAt;

  @Column(name = "access_until")
  private @Nullable Instant accessUntil;

  @Column(name = "leaver_from")
  private @Nullable Instant leaverFrom;

  @Column(name = "absent_from")
  private @Nullable Instant absentFrom;

  @Column(name = "absent_until")
  private @Nullable Instant absentUntil;

  private @Nullable UUID delegate;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  StaffMember() {}

  StaffMember(
      UUID id,
      String subject,
      String fullName,
      String title,
      @Nullable String mail,
      boolean contractor,
      @Nullable Instant accessUntil,
      Instant admittedAt) {
    this.id = id;
    this.subject = subject;
    this.fullName = fullName;
    this.title = title;
    this.mail = mail;
    this.contractor = contractor;
    this.accessUntil = accessUntil;
    this.admittedAt = admittedAt;
  }

  UUID id() {
    return id;
  }

  /** The identity provider's id of the person. */
  String fullName() {
    return fullName;
  }

  String title() {
    return title;
  }

  /** Where messages go; null for people who were recorded before addresses were. */
  @Nullable String mail() {
    return mail;
  }

  boolean contractor() {
    return contractor;
  }

  @Nullable Instant admittedAt() {
    return admittedAt;
  }

  @Nullable Instant accessUntil() {
    return accessUntil;
  }

  @Nullable Instant leaverFrom() {
    return leaverFrom;
  }

  @Nullable Instant absentFrom() {
    return absentFrom;
  }

  @Nullable Instant absentUntil() {
    return absentUntil;
  }

  @Nullable UUID delegate() {
    return delegate;
  }

  String subject() {
    return subject;
  }

  void signsInAs(String newSubject) {
    this.subject = newSubject;
  }

  /** The end itself is outside: at that very moment nothing more is let in. */
  boolean mayActAt(Instant now) {
    return accessUntil == null || now.isBefore(accessUntil);
  }

  /** Between notice and the last day. */
  boolean leavingAt(Instant now) {
    return leaverFrom != null && !now.isBefore(leaverFrom);
  }

  /** Sets the end of access; who may move it later, the facade and the database decide. */
  void accessUntil(@Nullable Instant at) {
    this.accessUntil = at;
  }

  void leaverFrom(@Nullable Instant at) {
    this.leaverFrom = at;
  }

  void absent(@Nullable Instant from, @Nullable Instant until, @Nullable UUID delegate) {
    this.absentFrom = from;
    this.absentUntil = until;
    this.delegate = delegate;
  }

  @Override
  public String toString() {
    return "StaffMember[" + id + "]";
  }
}
