package io.chancery.casework;

import io.chancery.directory.Agencies;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where cases come from and whose they are, for who looks for what is unusual. */
@ApplicationScoped
public class CaseOrigins {
  private static final int PORTION = 1_000;

  /**
   * What a look into a case is judged by.
   *
   * @param country of the agency, ISO 3166-1 alpha-2
   * @param assigned who works on it now; null for nobody
   * @param protectedAccount whether a target is an account for which two approvers must sign now
   */
  public record Origin(
      AgencyId agency, String country, @Nullable ActorId assigned, boolean protectedAccount) {}

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Targets targets;
  private final Agencies agencies;

  CaseOrigins(CaseRepositories.Cases cases, CaseRepositories.Targets targets, Agencies agencies) {
    this.cases = cases;
    this.targets = targets;
    this.agencies = agencies;
  }

  /** The origins of these cases; who may ask, the caller has checked. */
  @Transactional
  public Map<CaseId, Origin> of(Collection<CaseId> asked) {
    Map<CaseId, Origin> origins = new HashMap<>();
    Map<AgencyId, String> countries = new HashMap<>();
    Set<String> guarded = agencies.protectedHashes();
    List<UUID> ids = asked.stream().map(CaseId::value).distinct().toList();
    for (int from = 0; from < ids.size(); from += PORTION) {
      List<UUID> portion = new ArrayList<>(ids.subList(from, Math.min(from + PORTION, ids.size())));
      Set<UUID> touched =
          guarded.isEmpty()
              ? Set.of()
              : targets.list("caseId in ?1 and accountHash in ?2", portion, guarded).stream()
                  .map(Target::caseId)
                  .map(CaseId::value)
                  .collect(Collectors.toCollection(HashSet::new));
      cases
          .list("id in ?1", portion)
          .forEach(row ->
              origins.put(
                  row.id(),
                  new Origin(
                      row.agency(),
                      countries.computeIfAbsent(row.agency(), this::country),
                      row.assignedTo(),
                      touched.contains(row.id().value()))));
    }
    return origins;
  }

  private String country(AgencyId id) {
    return agencies.find(id).map(Agencies.AgencyView::country).orElse("");
  }
}
