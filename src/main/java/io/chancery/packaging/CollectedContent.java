package io.chancery.packaging;

import io.chancery.casework.HandOffs;
import io.chancery.casework.TargetAccounts;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.ReadGrant;
import io.chancery.source.SourceDictionary;
import io.chancery.source.Sources;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The content of a package, before anything is withheld: what was collected, account by account.
 */
@ApplicationScoped
class CollectedContent {
  private final HandOffs handOffs;
  private final TargetAccounts accounts;
  private final Sources sources;
  private final Vault vault;
  private final String source;

  CollectedContent(
      HandOffs handOffs,
      TargetAccounts accounts,
      Sources sources,
      Vault vault,
      @ConfigProperty(name = "chancery.collection.source", defaultValue = "platform")
          String source) {
    this.handOffs = handOffs;
    this.accounts = accounts;
    this.sources = sources;
    this.vault = vault;
    this.source = source;
  }

  /** Everything of the approved accounts; read from the vault when it is streamed. */
  PackageContent of(CaseId caseId, CollectedSet collected) {
    ApprovedScope scope = handOffs.latest(caseId, ApprovedScope.class).orElseThrow().value();
    Map<Integer, String> ids = accounts.accountIds(caseId);
    Map<Integer, List<Integer>> together = accounts.together(caseId);
    SourceDictionary dictionary = sources.dictionary(source);
    List<PackageContent.Account> found = new ArrayList<>();
    for (int target : new TreeSet<>(ids.keySet())) {
      List<ReadGrant.Reach> reaches =
          scope.items().stream()
              .filter(item -> item.target() == target)
              .map(ApprovedScope.Granted::reach)
              .toList();
      if (!reaches.isEmpty()) {
        found.add(
            new PackageContent.Account(
                target,
                java.util.Objects.requireNonNull(ids.get(target)),
                dictionary.only(reaches),
                reaches,
                files(collected, target),
                among(together.get(target), scope)));
      }
    }
    return new PackageContent(found, List.of());
  }

  private static PackageContent.@Nullable Among among(
      @Nullable List<Integer> answering, ApprovedScope scope) {
    return answering == null
        ? null
        : new PackageContent.Among(
            answering.getFirst(),
            answering.size(),
            (int)
                scope.items().stream()
                    .map(ApprovedScope.Granted::target)
                    .filter(answering::contains)
                    .distinct()
                    .count());
  }

  private List<PackageContent.File> files(CollectedSet collected, int target) {
    return collected.artefacts().stream()
        .filter(a -> a.target() == target)
        .map(a -> RecordScan.file(vault, a))
        .toList();
  }
}
