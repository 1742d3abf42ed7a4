package io.chancery.casework.notice;

import io.chancery.kernel.ActorId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a notice; the newest event says where it stands. Insert only. */
@Entity
@Table(name = "notice_event")
class NoticeEvent {
  @Id private UUID id;

  @Column(name = "notice_id")
  private UUID noticeId;

  @Column(name = "case_id")
  private UUID caseId;

  private int number;

  @Enumerated(EnumType.STRING)
  private NoticeState state;

  private String detail;

  @Column(name = "due_at")
  private @Nullable Instant dueAt;

  private @Nullable Integer letter;

  @Column(name = "by_actor")
  private UUID by;

  private Instant at;

  @SuppressWarnings("NullAway.Init") // JPA
  NoticeEvent() {}

  NoticeEvent(
      UUID id,
      UserNotice notice,
      int number,
      NoticeState state,
      String detail,
      @Nullable Instant dueAt,
      @Nullable Integer letter,
      ActorId by,
      Instant at) {
    this.id = id;
    this.noticeId = notice.id();
    this.caseId = notice.caseId().value();
    this.number = number;
    this.state = state;
    this.detail = detail;
    this.dueAt = dueAt;
    this.letter = letter;
    this.by = by.value();
    this.at = at;
  }

  UUID noticeId() {
    return noticeId;
  }

  int number() {
    return number;
  }

  NoticeState state() {
    return state;
  }

  String detail() {
    return detail;
  }

  @Nullable Instant dueAt() {
    return dueAt;
  }

  @Nullable Integer letter() {
    return letter;
  }

  Instant at() {
    return at;
  }
}
