package io.chancery.intake;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of drafts. Row-level security leaves an agency its own. */
final class DraftRows {
  private DraftRows() {}

  @ApplicationScoped
  static class Drafts implements PanacheRepositoryBase<Draft, UUID> {
    Optional<Draft> lock(UUID id) {
      return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    List<Draft> openOf(UUID agency) {
      return list("agencyId = ?1 and caseId is null order by createdAt desc", agency);
    }
  }

  @ApplicationScoped
  static class Uploads implements PanacheRepositoryBase<DraftUpload, UUID> {}
}
