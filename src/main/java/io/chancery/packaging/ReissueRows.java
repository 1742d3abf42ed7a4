package io.chancery.packaging;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.ReissueId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Proposals to issue again, and their answers. */
@ApplicationScoped
class ReissueRows {

  @ApplicationScoped
  static class ReissueRepository implements PanacheRepositoryBase<Reissue, UUID> {}

  @ApplicationScoped
  static class AnswerRepository implements PanacheRepositoryBase<ReissueAnswer, UUID> {}

  private final ReissueRepository reissues;
  private final AnswerRepository answers;

  ReissueRows(ReissueRepository reissues, AnswerRepository answers) {
    this.reissues = reissues;
    this.answers = answers;
  }

  void add(Reissue reissue) {
    reissues.persist(reissue);
  }

  void add(ReissueAnswer answer) {
    answers.persist(answer);
  }

  /** The case's proposals, oldest first. */
  List<Reissue> of(CaseId id) {
    return reissues.list("caseId = ?1 order by proposedAt, id", id.value());
  }

  Optional<Reissue> find(CaseId caseId, ReissueId id) {
    return reissues
        .find("caseId = ?1 and id = ?2", caseId.value(), id.value())
        .firstResultOptional();
  }

  Optional<ReissueAnswer> answer(ReissueId id) {
    return answers.findByIdOptional(id.value());
  }

  /** Whether a proposal waits for its answer. */
  boolean open(CaseId id) {
    return reissues.count("caseId", id.value()) > answers.count("caseId", id.value());
  }

  /** What was confirmed last: to its key goes whatever is packed after the first delivery. */
  Optional<Reissue> confirmed(CaseId id) {
    return answers
        .find("caseId = ?1 and confirmed order by answeredAt desc, reissueId desc", id.value())
        .firstResultOptional()
        .flatMap(answer -> find(id, answer.reissue()));
  }
}
