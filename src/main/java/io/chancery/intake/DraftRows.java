package io.chancery.intake;

import io.chancery.vault.VaultUser;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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
  static class Uploads implements PanacheRepositoryBase<DraftUpload, UUID>, VaultUser {
    @Override
    public Set<String> kinds() {
      return Set.of(Submissions.INSTRUMENT);
    }

    /** A case keeps the object that its draft uploaded, and the draft's row stays. */
    @Override
    public Set<String> keysInUse() {
      return listAll().stream().map(DraftUpload::vaultKey).collect(Collectors.toUnmodifiableSet());
    }
  }
}
