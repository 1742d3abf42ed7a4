package io.chancery.oversight;

import io.chancery.kernel.ActorId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something unusual about a staff member's day.
 *
 * @param name of the person
 * @param about the country's code or the agency's name; empty for other kinds
 * @param numbers behind the reason, as {@link AnomalyKind#numbers} names them
 * @param answer what an auditor made of it; null while nobody answered
 */
public record AnomalyView(
    UUID id,
    ActorId person,
    String name,
    LocalDate day,
    AnomalyKind kind,
    String about,
    List<Long> numbers,
    Instant foundAt,
    @Nullable Answer answer) {

  /** What came of it. */
  public enum Outcome {
    EXPLAINED,
    FOLLOWED_UP
  }

  /**
   * An auditor's answer.
   *
   * @param by the auditor's name
   * @param words their note
   */
  public record Answer(String by, Instant at, Outcome outcome, String words) {}

  public AnomalyView {
    numbers = List.copyOf(numbers);
  }
}
