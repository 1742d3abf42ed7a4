package io.chancery.intake;

import io.chancery.casework.CaseLinks.Standing;
import io.chancery.casework.CaseRelation;
import io.chancery.casework.NewCase;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request must say of an earlier case that it supplements or corrects. Pure. */
final class FollowRules {
  private FollowRules() {}

  /** The findings, or what it follows; empty when it names no earlier case. */
  record Checked(List<FieldError> errors, Optional<NewCase.Follows> follows) {}

  /**
   * Checks reference and relation: both are there or neither is.
   *
   * @param standing what a reference stands for to the agency
   */
  static Checked check(
      @Nullable String follows, @Nullable String relation, Function<String, Standing> standing) {
    String reference = Objects.requireNonNullElse(follows, "").strip().toUpperCase(Locale.ROOT);
    String chosen = Objects.requireNonNullElse(relation, "").strip();
    if (reference.isEmpty() && chosen.isEmpty()) {
      return new Checked(List.of(), Optional.empty());
    }
    List<FieldError> errors = new ArrayList<>();
    Optional<CaseRelation> how = CaseRelation.ofKey(chosen);
    if (how.isEmpty()) {
      errors.add(new FieldError("relation", "relation_missing"));
    }
    if (reference.isEmpty()) {
      errors.add(new FieldError("follows", "follows_missing"));
    } else {
      switch (standing.apply(reference)) {
        case UNKNOWN -> errors.add(new FieldError("follows", "follows_unknown"));
        case UNANSWERED -> errors.add(new FieldError("follows", "follows_unanswered"));
        case ANSWERED -> {}
      }
    }
    return new Checked(
        List.copyOf(errors),
        errors.isEmpty()
            ? how.map(it -> new NewCase.Follows(new CaseReference(reference), it))
            : Optional.empty());
  }
}
