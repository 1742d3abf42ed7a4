package io.chancery.review;

import io.chancery.access.ActingAs;
import io.chancery.casework.HandOffs;
import io.chancery.policy.PolicyPack;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which decisions would differ under another version of their regime's rules. Changes nothing. */
@ApplicationScoped
public class DecisionComparison {
  private static final int PAGE = 500;
  private static final UUID FIRST = new UUID(0, 0);

  private final Decisions decisions;

  DecisionComparison(Decisions decisions) {
    this.decisions = decisions;
  }

  /**
   * What was compared.
   *
   * @param compared how many decisions of the regime were replayed
   * @param different how many of them differ
   * @param differences sentences that begin with the case, without anybody's data
   */
  public record Result(int compared, int different, List<String> differences) {
    public Result {
      differences = List.copyOf(differences);
    }
  }

  /** Replays the newest decision of every case of the regime. Acts as the system. */
  public Result with(PolicyPack other) {
    int compared = 0;
    int different = 0;
    List<String> differences = new ArrayList<>();
    UUID after = FIRST;
    while (true) {
      List<ReviewDecision> page = page(after);
      for (ReviewDecision decision : page) {
        after = decision.id().value();
        DecisionInputs inputs = HandOffs.read(decision.inputs(), DecisionInputs.class);
        if (inputs.regime().equals(other.pack())) {
          compared++;
          List<String> found = differences(inputs, other);
          different += found.isEmpty() ? 0 : 1;
          found.forEach(difference -> differences.add(inputs.reference() + ": " + difference));
        }
      }
      if (page.size() < PAGE) {
        return new Result(compared, different, differences);
      }
    }
  }

  private List<ReviewDecision> page(UUID after) {
    try {
      return ActingAs.system(
          () -> QuarkusTransaction.requiringNew().call(() -> decisions.newestAfter(after, PAGE)));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where one decision would differ under another version. */
  static List<String> differences(DecisionInputs inputs, PolicyPack other) {
    if (other.row(inputs.question().kind()).isEmpty()) {
      return List.of("the version does not know its kind");
    }
    return DecisionReplay.differences(
        inputs.result(),
        DecisionReplay.run(inputs.question(), inputs.answers(), inputs.happened(), other));
  }
}
