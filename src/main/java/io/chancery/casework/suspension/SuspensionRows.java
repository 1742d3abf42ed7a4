package io.chancery.casework.suspension;

import io.chancery.kernel.CaseId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Suspensions, side by side with how they ended. */
@ApplicationScoped
class SuspensionRows implements PanacheRepositoryBase<Suspension, UUID> {

  @ApplicationScoped
  static class Ends implements PanacheRepositoryBase<SuspensionEnd, UUID> {
    List<SuspensionEnd> of(CaseId id) {
      return list("caseId", id.value());
    }
  }

  List<Suspension> of(CaseId id) {
    return list("caseId = ?1 order by number", id.value());
  }

  long open(CaseId id) {
    return count(
        "from Suspension s where s.caseId = ?1"
            + " and not exists (select 1 from SuspensionEnd e where e.id = s.id)",
        id.value());
  }
}
