package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.casework.CaseView;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ProductionId;
import io.chancery.kernel.Sha256;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to build a production, with everything that it needs.
 *
 * @param vaultKey where the first bag goes; it names the attempt
 * @param bagSize the most of collected bytes in a bag
 * @param base the production's name, for example {@code LER-2026-000123-P1}
 * @param withheld reasons by item
 * @param beside lines of {@code bag-info.txt}
 */
record PackagingJob(
    CaseId caseId,
    ProductionId production,
    String vaultKey,
    Actor custodian,
    long seenVersion,
    long bagSize,
    String base,
    CaseView view,
    HandOffs.Stored<CollectedSet> collected,
    PackageContent content,
    Map<String, String> withheld,
    PackageWriter.Recipient recipient,
    SealedPackage.@Nullable Envelope envelope,
    List<Map.Entry<String, String>> beside) {

  /** The hand-off over what was written. */
  SealedPackage sealed(List<SealedPackage.Bag> bags) {
    SealedPackage.Bag first = bags.getFirst();
    boolean one = bags.size() == 1;
    return new SealedPackage(
        view.reference(),
        collected.digest(),
        production.toString(),
        one ? first.fileName() : base + SealedPackage.LIST,
        SealedPackage.payloadOf(bags),
        one ? first.ciphertext() : Sha256.hash(SealedPackage.list(bags)),
        bags.stream().mapToLong(SealedPackage.Bag::bytes).sum(),
        first.vaultKey(),
        recipient.fingerprint(),
        custodian.id().toString(),
        envelope,
        one ? null : bags);
  }

  @Override
  public String toString() {
    return "PackagingJob[" + production + "]";
  }
}
