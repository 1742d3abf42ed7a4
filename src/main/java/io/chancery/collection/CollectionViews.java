package io.chancery.collection;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.Sha256;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What staff see of a collection: the scope, how far it has come, what was read in numbers. */
@ApplicationScoped
public class CollectionViews {
  /** The words that entries have for the same codes. */
  private static final String FAILURE = "entry_";

  /**
   * One target's reading, as the custodian sees it.
   *
   * @param rows null where what is read is stored and nobody learns how much there is
   */
  public record TaskView(
      int target,
      String status,
      @Nullable Long rows,
      @Nullable String failure,
      boolean acknowledged,
      @Nullable Instant startedAt,
      @Nullable String worker,
      List<ProgressView> progress) {
    public TaskView {
      progress = List.copyOf(progress);
    }

    /** Why it failed, in the page's language; a code that has no words as it is. */
    public String why(PageChrome chrome) {
      String code = String.valueOf(failure);
      String words = FAILURE + code.toLowerCase(Locale.ROOT).replace('_', '-');
      return Texts.has(chrome.language(), words) ? chrome.text(words) : code;
    }
  }

  /** How many records of a group have been read so far. */
  public record ProgressView(String group, long rows) {}

  /** One file that was read. */
  public record ArtefactView(int target, String group, String name, long rows, long bytes) {}

  /** What may be read: the approved scope, item by item, and its digest. */
  public record ScopeView(Sha256 digest, List<ScopeItemView> items) {
    public ScopeView {
      items = List.copyOf(items);
    }
  }

  /**
   * One field group of one target over one period.
   *
   * @param fields the granted fields; null for every field of the group
   */
  public record ScopeItemView(
      int target, FieldGroup group, Period period, @Nullable List<String> fields) {}

  private final CollectionRows rows;
  private final CollectionLeases leases;
  private final CaseAccess access;
  private final CaseViews views;
  private final HandOffs handOffs;
  private final CurrentActor current;

  CollectionViews(
      CollectionRows rows,
      CollectionLeases leases,
      CaseAccess access,
      CaseViews views,
      HandOffs handOffs,
      CurrentActor current) {
    this.rows = rows;
    this.leases = leases;
    this.access = access;
    this.views = views;
    this.handOffs = handOffs;
    this.current = current;
  }

  /** The scope as it was approved, empty before; for a preservation what is asked. */
  @Transactional
  public Optional<ScopeView> scope(String reference) {
    CaseId id = staffCase(reference);
    if (views.preserves(id)) {
      return handOffs.latest(id, SubmittedRequest.class).map(CollectionViews::asked);
    }
    return handOffs
        .latest(id, ApprovedScope.class)
        .map(stored ->
            new ScopeView(
                stored.digest(),
                stored.value().items().stream()
                    .map(g -> new ScopeItemView(g.target(), g.group(), g.period(), g.fields()))
                    .toList()));
  }

  private static ScopeView asked(HandOffs.Stored<SubmittedRequest> request) {
    return new ScopeView(
        request.digest(),
        request.value().targets().stream()
            .flatMap(t ->
                t.groups().stream().map(g -> new ScopeItemView(t.number(), g, t.period(), null)))
            .toList());
  }

  /** The tasks of the newest run. */
  @Transactional
  public List<TaskView> tasks(String reference) {
    CaseId id = staffCase(reference);
    boolean stores = views.preserves(id);
    Map<UUID, Map<String, Long>> progress = stores ? Map.of() : leases.progress(id);
    return rows.newestRun(id).stream()
        .map(t -> view(t, stores, progress.getOrDefault(t.id(), Map.of())))
        .toList();
  }

  private static TaskView view(CollectionTask task, boolean stores, Map<String, Long> progress) {
    return new TaskView(
        task.target(),
        task.status().name(),
        stores ? null : task.rows(),
        task.failure(),
        task.acknowledged(),
        task.startedAt(),
        task.worker(),
        progress.entrySet().stream()
            .map(group -> new ProgressView(group.getKey(), group.getValue()))
            .toList());
  }

  /** What the newest run has read, by name and number; never its content. */
  @Transactional
  public List<ArtefactView> artefacts(String reference) {
    CaseId id = staffCase(reference);
    if (views.preserves(id)) {
      return List.of();
    }
    return rows.read(id).stream()
        .map(CollectedArtefact::asHandOff)
        .map(a -> new ArtefactView(a.target(), a.group(), a.name(), a.rows(), a.bytes()))
        .toList();
  }

  private CaseId staffCase(String reference) {
    CaseId id = access.visible(reference);
    if (current.get().kind() != Actor.Kind.STAFF) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return id;
  }
}
