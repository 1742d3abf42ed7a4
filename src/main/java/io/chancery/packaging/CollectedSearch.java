package io.chancery.packaging;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseStep;
import io.chancery.casework.HandOffs;
import io.chancery.casework.StepEdge;
import io.chancery.casework.StepResult;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.custody.CaseEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looking at collected records: the custodian by search, the second person at what a proposal is
 * about. Every page of content is an entry, without the words that were looked for.
 */
@ApplicationScoped
public class CollectedSearch {
  /** Items on a page. */
  public static final int PAGE = 50;

  private static final int TEXT = 200;

  /**
   * One record or media file.
   *
   * @param key names it in a proposal
   * @param fields names and values that are not empty; none for a media file
   * @param withheld the reason for which it is withheld now, or null
   * @param open whether a proposal about it waits for an answer
   */
  public record Hit(
      String key,
      int target,
      String group,
      String file,
      List<Map.Entry<String, String>> fields,
      @Nullable String withheld,
      boolean open) {
    @Override
    public String toString() {
      return "Hit[" + file + "]";
    }
  }

  /**
   * One page of what was found.
   *
   * @param page from 1
   */
  public record Found(List<Hit> hits, long total, int page) {
    public Found {
      hits = List.copyOf(hits);
    }

    /** How many pages there are, at least one. */
    public long pages() {
      return Math.max(1, (total + PAGE - 1) / PAGE);
    }
  }

  private record State(
      HandOffs.Stored<CollectedSet> set, Map<String, String> withheld, Set<String> open) {}

  private final ExclusionRows rows;
  private final RecordScan scan;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final StepEdge edge;
  private final HandOffs handOffs;
  private final CurrentActor current;

  CollectedSearch(
      ExclusionRows rows,
      RecordScan scan,
      CaseAccess access,
      CaseLifecycle lifecycle,
      StepEdge edge,
      HandOffs handOffs,
      CurrentActor current) {
    this.rows = rows;
    this.scan = scan;
    this.access = access;
    this.lifecycle = lifecycle;
    this.edge = edge;
    this.handOffs = handOffs;
    this.current = current;
  }

  /**
   * One page of what the custodian looks for.
   *
   * @param page from 1
   * @throws Problem forbidden for other roles, blocked for a custodian in conflict, not-from-here
   *     when the case is not collected, invalid-input naming the field
   */
  public Found search(String reference, SearchInput input, int page) {
    CaseId id = access.visible(reference);
    if (!current.get().is(Role.CUSTODIAN)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    Optional<StepResult> objection =
        lifecycle.objection(
            id,
            current.get(),
            new CaseStep.ProposeExclusion(
                current.get().id(),
                new ExclusionId(new UUID(0, 0)),
                ExclusionChange.EXCLUDE.key(),
                "other",
                0,
                Sha256.hash("")));
    objection.ifPresent(why -> {
      StepResult unused = edge.require(new CaseReference(reference), "SearchRecords", why);
    });
    return page(id, group(input), wanted(input), "search", page);
  }

  /**
   * One page of what a proposal is about; for the people who may answer it, and for custodians.
   *
   * @param page from 1
   */
  public Found items(String reference, ExclusionId exclusion, int page) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!actor.is(Role.REVIEWER) && !actor.is(Role.APPROVER) && !actor.is(Role.CUSTODIAN)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    Set<String> keys =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              if (rows.find(id, exclusion).isEmpty()) {
                throw Problem.of(ProblemType.NOT_FOUND);
              }
              return rows.keys(exclusion);
            });
    return page(id, null, item -> keys.contains(item.key()), "exclusion", page);
  }

  /** The chosen items, all of which must have been collected. */
  TreeSet<String> among(CaseId id, CollectedSet set, Collection<String> chosen) {
    if (chosen.isEmpty() || chosen.size() > Exclusions.AT_MOST) {
      throw Problem.invalid("items", "exclusion_items");
    }
    TreeSet<String> found = new TreeSet<>();
    Set<String> wanted = new HashSet<>(chosen);
    scan.each(
        id,
        set,
        null,
        item -> wanted.contains(item.key()),
        item -> {
          found.add(item.key());
          return found.size() < wanted.size();
        });
    if (found.size() != wanted.size()) {
      throw Problem.invalid("items", "exclusion_unknown");
    }
    return found;
  }

  /** Everything that the search finds. */
  TreeSet<String> all(CaseId id, CollectedSet set, SearchInput input) {
    TreeSet<String> found = new TreeSet<>();
    scan.each(
        id,
        set,
        group(input),
        wanted(input),
        item -> {
          found.add(item.key());
          if (found.size() > Exclusions.AT_MOST) {
            throw Problem.invalid("text", "exclusion_too_many");
          }
          return true;
        });
    if (found.isEmpty()) {
      throw Problem.invalid("items", "exclusion_items");
    }
    return found;
  }

  private Found page(
      CaseId id,
      @Nullable FieldGroup group,
      Predicate<RecordScan.Item> wanted,
      String how,
      int page) {
    if (page < 1) {
      throw Problem.invalid("page", "page_unknown");
    }
    State state =
        QuarkusTransaction.requiringNew()
            .call(() ->
                new State(
                    handOffs
                        .latest(id, CollectedSet.class)
                        .orElseThrow(() -> Problem.of(ProblemType.NOT_FROM_HERE)),
                    rows.withheld(id),
                    rows.open(id)));
    List<Hit> hits = new ArrayList<>();
    long[] total = {0};
    long first = (page - 1L) * PAGE;
    scan.each(
        id,
        state.set().value(),
        group,
        wanted,
        item -> {
          if (total[0] >= first && hits.size() < PAGE) {
            hits.add(hit(item, state));
          }
          total[0]++;
          return true;
        });
    if (hits.isEmpty() && page > 1) {
      throw Problem.invalid("page", "page_unknown");
    }
    // Before it is shown: what could not be recorded is not seen.
    lifecycle.record(
        id,
        current.get(),
        new CaseEvent.RecordsViewed(state.set().digest(), how, page, hits.size(), total[0]));
    return new Found(hits, total[0], page);
  }

  private static Hit hit(RecordScan.Item item, State state) {
    return new Hit(
        item.key(),
        item.target(),
        item.group(),
        item.file(),
        RecordScan.fields(item.record()),
        state.withheld().get(item.key()),
        state.open().contains(item.key()));
  }

  private static Predicate<RecordScan.Item> wanted(SearchInput input) {
    String text = Objects.requireNonNullElse(input.text(), "");
    if (text.length() > TEXT) {
      throw Problem.invalid("text", "search_text");
    }
    return text.isBlank() ? _ -> true : RecordScan.holding(text);
  }

  private static @Nullable FieldGroup group(SearchInput input) {
    String group = Objects.requireNonNullElse(input.group(), "");
    return group.isEmpty()
        ? null
        : FieldGroup.ofKey(group).orElseThrow(() -> Problem.invalid("group", "search_group"));
  }
}
