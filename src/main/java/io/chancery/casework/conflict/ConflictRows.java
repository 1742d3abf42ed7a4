package io.chancery.casework.conflict;

import io.chancery.kernel.ActorId;
import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Declarations of conflicts of interest. */
@ApplicationScoped
class ConflictRows implements PanacheRepositoryBase<ConflictDeclaration, UUID> {
  List<ConflictDeclaration> of(CaseId id) {
    return list("caseId = ?1 order by declaredAt", id.value());
  }

  boolean declared(CaseId id, ActorId person) {
    return count("caseId = ?1 and person = ?2", id.value(), person.value()) > 0;
  }
}
