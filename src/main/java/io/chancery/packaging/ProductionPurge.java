package io.chancery.packaging;

import io.chancery.kernel.CaseId;
import io.chancery.kernel.Purgeable;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** Erases a case's packages. */
@ApplicationScoped
class ProductionPurge implements Purgeable {
  private final PackagingRows rows;
  private final Vault vault;

  ProductionPurge(PackagingRows rows, Vault vault) {
    this.rows = rows;
    this.vault = vault;
  }

  @Override
  public int purge(CaseId id, What what) throws IOException {
    if (what != What.PRODUCTION) {
      return 0;
    }
    int erased = 0;
    for (Production production : rows.of(id)) {
      List<String> keys = production.vaultKeys();
      for (String key : keys) {
        vault.delete(key);
      }
      if (!keys.isEmpty()) {
        production.purged();
        erased++;
      }
    }
    return erased;
  }
}
