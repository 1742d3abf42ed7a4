package io.chancery.directory;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the failed sign-ins of one hour. */
final class SignInFailures {
  private final Map<String, Long> bySubject = new TreeMap<>();
  private long unknown;
  private long systems;

  /**
   * One failed sign-in.
   *
   * @param subject whose name was given; null when nobody has it
   * @param system whether a system failed to prove itself, rather than a person
   */
  record Failure(Instant at, @Nullable String subject, boolean system) {}

  void add(Failure failure) {
    String subject = failure.subject();
    if (failure.system()) {
      systems++;
    } else if (subject == null) {
      unknown++;
    } else {
      bySubject.merge(subject, 1L, Long::sum);
    }
  }

  Map<String, Long> bySubject() {
    return bySubject;
  }

  long unknown() {
    return unknown;
  }

  long systems() {
    return systems;
  }
}
