package io.chancery.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that the identity provider has to be told, kept until it has been. */
@Entity
@Table(name = "identity_order")
class IdentityOrder {
  @Id private UUID id;

  /** The order in which they were given; the database counts. */
  @Column(insertable = false, updatable = false)
  private long number;

  private UUID person;
  private String realm;
  private String act;

  @Column(name = "ordered_at")
  private Instant orderedAt;

  @Column(name = "done_at")
  private @Nullable Instant doneAt;

  private @Nullable String failure;

  /** For an invitation alone, and only until it is sent. */
  @Column(name = "full_name")
  private @Nullable String fullName;

  private @Nullable String mail;

  @SuppressWarnings("NullAway.Init") // JPA
  IdentityOrder() {}

  IdentityOrder(UUID id, UUID person, String realm, String act, Instant orderedAt) {
    this.id = id;
    this.person = person;
    this.realm = realm;
    this.act = act;
    this.orderedAt = orderedAt;
  }

  long number() {
    return number;
  }

  UUID person() {
    return person;
  }

  String realm() {
    return realm;
  }

  String act() {
    return act;
  }

  /** Name and address of an invitation that waits. */
  void invites(String name, String address) {
    this.fullName = name;
    this.mail = address;
  }

  String fullName() {
    return fullName == null ? "" : fullName;
  }

  String mail() {
    return mail == null ? "" : mail;
  }

  boolean open() {
    return doneAt == null;
  }

  UUID id() {
    return id;
  }

  void done(Instant at) {
    this.doneAt = at;
    this.failure = null;
    this.fullName = null;
    this.mail = null;
  }

  void failed(String code) {
    this.failure = code;
  }
}
