package io.chancery.packaging;

import io.chancery.casework.handoff.SealedPackage;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Streams one bag into the vault and reads it back while its key is in memory. */
@ApplicationScoped
class BagBuilder {
  private static final Logger LOG = Logger.getLogger(BagBuilder.class);

  private final CustodyMaterial material;
  private final Vault vault;

  BagBuilder(CustodyMaterial material, Vault vault) {
    this.material = material;
    this.vault = vault;
  }

  /**
   * Builds a bag.
   *
   * @param key where it goes in the vault
   * @param written gets the bag as soon as it lies there, sound or not
   * @return why the production fails, or null
   */
  @Nullable String build(
      PackagingJob job,
      PackageContent content,
      BagShare share,
      String key,
      List<SealedPackage.Bag> written)
      throws IOException {
    String base = share.named(job.base());
    AtomicReference<PackageWriter.Written> writing = new AtomicReference<>();
    try {
      vault.putRawAt(
          key,
          out ->
              writing.set(
                  PackageWriter.write(
                      base, content, share, job.recipient(), sealing(job, share), out)));
    } catch (IOException e) {
      LOG.warnf("Production %s could not be packaged: %s", job.production(), e.getMessage());
      return "packaging-failed";
    }
    try (PackageWriter.Written done = Objects.requireNonNull(writing.get());
        InputStream ciphertext = vault.openRaw(key, 0)) {
      PackageTotals totals = done.totals();
      written.add(
          new SealedPackage.Bag(
              base + ".bag.zip.age",
              totals.payloadManifest(),
              totals.ciphertext(),
              totals.bytes(),
              key));
      if (PackageCheck.check(ciphertext, done, base)
          instanceof PackageCheck.Result.Damaged(var problems)) {
        LOG.errorf("Production %s was read back damaged: %s", job.production(), problems);
        return "read-back-failed";
      }
    }
    return null;
  }

  private Sealing sealing(PackagingJob job, BagShare share) {
    return payload ->
        material.of(
            job.caseId(),
            job.production(),
            job.base(),
            job.view(),
            job.custodian(),
            job.beside(),
            share,
            payload);
  }
}
