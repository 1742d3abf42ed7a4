package io.chancery.casework;

import io.chancery.kernel.CaseId;
import io.chancery.keys.Envelopes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The accounts that a case's targets were resolved to. */
@ApplicationScoped
public class TargetAccounts {
  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Targets targets;
  private final Envelopes envelopes;

  TargetAccounts(
      CaseRepositories.Cases cases, CaseRepositories.Targets targets, Envelopes envelopes) {
    this.cases = cases;
    this.targets = targets;
    this.envelopes = envelopes;
  }

  /**
   * The targets that answer to the same identifier, by the number of each; absent where one account
   * or none does.
   */
  @Transactional
  public Map<Integer, List<Integer>> together(CaseId id) {
    Map<Integer, List<Integer>> groups =
        targets.of(id).stream()
            .filter(t -> t.accountHash() != null)
            .collect(
                Collectors.groupingBy(
                    Target::asked, Collectors.mapping(Target::number, Collectors.toList())));
    return groups.values().stream()
        .filter(numbers -> numbers.size() > 1)
        .flatMap(numbers -> numbers.stream().map(number -> Map.entry(number, numbers)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Keyed hashes by target number; targets without an account are absent. */
  @Transactional
  public Map<Integer, String> hashes(CaseId id) {
    return targets.of(id).stream()
        .filter(t -> t.accountHash() != null)
        .collect(Collectors.toMap(Target::number, t -> Objects.requireNonNull(t.accountHash())));
  }

  /**
   * The platform's account ids by target number, for the package and for who decides between
   * several; never for a log.
   */
  @Transactional
  public Map<Integer, String> accountIds(CaseId id) {
    DisclosureCase row = cases.findById(id.value());
    return targets.of(id).stream()
        .filter(t -> t.accountSealed() != null)
        .collect(
            Collectors.toMap(
                Target::number,
                t ->
                    new String(
                        envelopes.open(
                            row.caseKey(), Objects.requireNonNull(t.accountSealed()), "account"),
                        StandardCharsets.UTF_8)));
  }
}
