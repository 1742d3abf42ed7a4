package io.chancery.oversight;

import java.util.List;

/**
 * What can be unusual about a person's day. The reason in words is {@code anomaly_reason_<name>}.
 */
public enum AnomalyKind {
  /** Looked far more often than on their own usual day, or than others of their role do. */
  VOLUME("reads", "ownUsual", "ownDays", "roleUsual", "roleDays"),
  /** Worked in hours in which they hardly ever worked before; the operator's zone. */
  HOURS("entries", "from", "until", "before", "beforeThen"),
  /** Looked into cases that are not theirs and in which they did nothing. */
  UNASSIGNED("cases", "seen"),
  /** Looked up targets of one country's requests, out of proportion to everybody else. */
  COUNTRY("lookUps", "all", "others", "othersAll"),
  /** The same of one agency's requests. */
  AGENCY("lookUps", "all", "others", "othersAll"),
  /** Touched cases about accounts for which two approvers must sign. */
  PROTECTED("cases");

  private final List<String> numbers;

  AnomalyKind(String... numbers) {
    this.numbers = List.of(numbers);
  }

  /** The names of the numbers behind a finding, in their order. */
  public List<String> numbers() {
    return numbers;
  }
}
