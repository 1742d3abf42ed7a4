package io.chancery.packaging;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.ExclusionId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Proposals to withhold, their items, and the answers. */
@ApplicationScoped
class ExclusionRows {

  @ApplicationScoped
  static class ExclusionRepository implements PanacheRepositoryBase<Exclusion, UUID> {}

  @ApplicationScoped
  static class ItemRepository implements PanacheRepositoryBase<ExcludedItem, UUID> {}

  @ApplicationScoped
  static class AnswerRepository implements PanacheRepositoryBase<ExclusionAnswer, UUID> {}

  private final ExclusionRepository exclusions;
  private final ItemRepository items;
  private final AnswerRepository answers;

  ExclusionRows(ExclusionRepository exclusions, ItemRepository items, AnswerRepository answers) {
    this.exclusions = exclusions;
    this.items = items;
    this.answers = answers;
  }

  void add(Exclusion exclusion, List<ExcludedItem> rows) {
    exclusions.persist(exclusion);
    items.persist(rows);
  }

  void add(ExclusionAnswer answer) {
    answers.persist(answer);
  }

  /** The case's proposals, oldest first. */
  List<Exclusion> of(CaseId id) {
    return exclusions.list("caseId = ?1 order by proposedAt, id", id.value());
  }

  Optional<Exclusion> find(CaseId caseId, ExclusionId id) {
    return exclusions
        .find("caseId = ?1 and id = ?2", caseId.value(), id.value())
        .firstResultOptional();
  }

  Optional<ExclusionAnswer> answer(ExclusionId id) {
    return answers.findByIdOptional(id.value());
  }

  boolean allAnswered(CaseId id) {
    return exclusions.count("caseId", id.value()) == answers.count("caseId", id.value());
  }

  Set<String> keys(ExclusionId id) {
    return items.list("exclusionId", id.value()).stream()
        .map(ExcludedItem::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Items of proposals that nobody has answered. */
  Set<String> open(CaseId id) {
    Set<ExclusionId> answered =
        answers.list("caseId", id.value()).stream()
            .map(ExclusionAnswer::exclusion)
            .collect(Collectors.toSet());
    Set<String> keys = new HashSet<>();
    of(id).stream().filter(e -> !answered.contains(e.id())).forEach(e -> keys.addAll(keys(e.id())));
    return keys;
  }

  /** What is withheld now, with its reason: confirmed proposals in the order of their answers. */
  Map<String, String> withheld(CaseId id) {
    Map<ExclusionId, Exclusion> proposals =
        of(id).stream().collect(Collectors.toMap(Exclusion::id, e -> e));
    Map<String, String> withheld = new HashMap<>();
    answers
        .list("caseId = ?1 and confirmed order by answeredAt, exclusionId", id.value())
        .forEach(answer -> {
          Exclusion proposal = proposals.get(answer.exclusion());
          if (proposal == null) {
            throw new IllegalStateException("an answer without its proposal");
          }
          for (String key : keys(proposal.id())) {
            if (proposal.change() == ExclusionChange.EXCLUDE) {
              withheld.put(key, proposal.reason());
            } else {
              withheld.remove(key);
            }
          }
        });
    return withheld;
  }
}
