package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person of the platform's own staff, with the roles they hold and the end of their access. */
@Entity
@Table(name = "staff_member")
class StaffMember {
  @Id private UUID id;
  private String subject;

  @Column(name = "full_name")
  private String fullName;

  private String title;

  /** Role keys, separated by spaces. */
  private String roles;

  @Column(name = "access_until")
  private @Nullable Instant accessUntil;

  @Version private long version;

  @SuppressWarnings("NullAway.Init") // JPA
  StaffMember() {}

  StaffMember(UUID id, String subject, String fullName, String title, List<String> roles) {
    this.id = id;
    this.subject = subject;
    this.fullName = fullName;
    this.title = title;
    this.roles = String.join(" ", roles);
  }

  UUID id() {
    return id;
  }

  String fullName() {
    return fullName;
  }

  String title() {
    return title;
  }

  List<String> roles() {
    return Arrays.asList(roles.split(" "));
  }

  boolean mayActAt(Instant now) {
    return accessUntil == null || now.isBefore(accessUntil);
  }

  void endAccess(Instant at) {
    this.accessUntil = at;
  }

  @Override
  public String toString() {
    return "StaffMember[" + id + "]";
  }
}
