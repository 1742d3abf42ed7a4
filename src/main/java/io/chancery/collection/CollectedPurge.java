package io.chancery.collection;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.Purgeable;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** Erases what was read for a case, in every run; the rows that say so stay. */
@ApplicationScoped
class CollectedPurge implements Purgeable {
  private final CollectionRows rows;
  private final Vault vault;

  CollectedPurge(CollectionRows rows, Vault vault) {
    this.rows = rows;
    this.vault = vault;
  }

  @Override
  public int purge(CaseId id, What what) throws IOException {
    List<CollectedArtefact> all = rows.everRead(id);
    for (CollectedArtefact artefact : all) {
      vault.delete(artefact.asHandOff().vaultKey());
    }
    return all.size();
  }
}
