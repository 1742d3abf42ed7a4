package io.chancery.access;

import io.chancery.kernel.ProposalId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Proposals and their answers. */
@ApplicationScoped
class ProposalRows {
  /** Named through p: a bare id would be the answer's own. */
  private static final String ANSWERED =
      "exists (select 1 from ProposalAnswer a where a.proposalId = p.id)";

  @ApplicationScoped
  static class ProposalRepository implements PanacheRepositoryBase<Proposal, UUID> {}

  @ApplicationScoped
  static class AnswerRepository implements PanacheRepositoryBase<ProposalAnswer, UUID> {}

  private final ProposalRepository proposals;
  private final AnswerRepository answers;

  ProposalRows(ProposalRepository proposals, AnswerRepository answers) {
    this.proposals = proposals;
    this.answers = answers;
  }

  void add(Proposal proposal) {
    proposals.persist(proposal);
  }

  /** Fails at once when somebody answered before. */
  void add(ProposalAnswer answer) {
    answers.persistAndFlush(answer);
  }

  Optional<Proposal> find(ProposalId id) {
    return proposals.findByIdOptional(id.value());
  }

  Optional<ProposalAnswer> answer(ProposalId id) {
    return answers.findByIdOptional(id.value());
  }

  /** Proposals that wait, oldest first. */
  List<Proposal> open() {
    return proposals.list("from Proposal p where not " + ANSWERED + " order by p.proposedAt, p.id");
  }

  /** An open proposal of this act on this object. */
  boolean waits(TwoPersonAct act, UUID object) {
    return proposals.count(
            "from Proposal p where p.act = ?1 and p.object = ?2 and not " + ANSWERED,
            act.name(),
            object)
        > 0;
  }

  /** The latest that were answered, newest first. */
  List<Proposal> answered(int most) {
    return proposals
        .find("from Proposal p where " + ANSWERED + " order by p.proposedAt desc, p.id desc")
        .page(Page.ofSize(most))
        .list();
  }
}
