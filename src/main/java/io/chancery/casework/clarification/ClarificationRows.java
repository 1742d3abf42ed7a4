package io.chancery.casework.clarification;

import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Questions, side by side with how they ended. */
@ApplicationScoped
class ClarificationRows implements PanacheRepositoryBase<Clarification, UUID> {

  @ApplicationScoped
  static class Ends implements PanacheRepositoryBase<ClarificationEnd, UUID> {
    List<ClarificationEnd> of(CaseId id) {
      return list("caseId", id.value());
    }
  }

  List<Clarification> of(CaseId id) {
    return list("caseId = ?1 order by number", id.value());
  }

  long open(CaseId id) {
    return count(
        "from Clarification c where c.caseId = ?1"
            + " and not exists (select 1 from ClarificationEnd e where e.id = c.id)",
        id.value());
  }
}
