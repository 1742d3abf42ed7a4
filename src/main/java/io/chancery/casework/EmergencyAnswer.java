package io.chancery.casework;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the reviewer finds about one part of an emergency's test. Insert only; the newest counts.
 */
@Entity
@Table(name = "emergency_answer")
class EmergencyAnswer {
  @Id private UUID id;

  @Column(name = "case_id")
  private UUID caseId;

  private String part;
  private boolean holds;
  private String words;

  @Column(name = "answered_by")
  private UUID answeredBy;

  @Column(name = "answered_at")
  private Instant answeredAt;

  @SuppressWarnings("NullAway.Init") // JPA
  EmergencyAnswer() {}

  EmergencyAnswer(
      UUID id, CaseId caseId, Emergencies.Answer answer, ActorId answeredBy, Instant answeredAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.part = answer.part();
    this.holds = answer.holds();
    this.words = answer.words();
    this.answeredBy = answeredBy.value();
    this.answeredAt = answeredAt;
  }

  /** The newest answer about each part. */
  static Map<String, EmergencyAnswer> newest(List<EmergencyAnswer> oldestFirst) {
    Map<String, EmergencyAnswer> newest = new LinkedHashMap<>();
    oldestFirst.forEach(answer -> newest.put(answer.part, answer));
    return newest;
  }

  /** The parts that hold. */
  static Set<String> met(List<EmergencyAnswer> oldestFirst) {
    return newest(oldestFirst).values().stream()
        .filter(answer -> answer.holds)
        .map(answer -> answer.part)
        .collect(Collectors.toUnmodifiableSet());
  }

  Emergencies.Answer answer() {
    return new Emergencies.Answer(part, holds, words);
  }
}
