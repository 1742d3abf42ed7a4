package io.chancery.casework;

import io.chancery.kernel.CaseId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Open requests of one agency that repeat each other: they share the instrument's bytes, or docket
 * number and kind. Never across agencies: what another agency asks is shown to staff as a warning
 * beside the group.
 */
@ApplicationScoped
public class Duplicates {
  /** How many requests the list looks at. */
  private static final int MOST = 500;

  /** Nothing has been decided about them. */
  private static final Set<CaseStatus> REFUSABLE = EnumSet.of(CaseStatus.SUBMITTED);

  /** What can be kept instead: nothing has left. */
  private static final Set<CaseStatus> OPEN =
      EnumSet.of(
          CaseStatus.SUBMITTED,
          CaseStatus.IN_REVIEW,
          CaseStatus.AWAITING_APPROVAL,
          CaseStatus.APPROVED,
          CaseStatus.COLLECTING,
          CaseStatus.COLLECTED,
          CaseStatus.SEALED);

  /**
   * Requests that repeat each other.
   *
   * @param cases one agency's, oldest first
   * @param elsewhere how many cases of other agencies rest on an instrument of the same bytes
   */
  public record Group(List<CaseViews.Row> cases, int elsewhere) {
    public Group {
      cases = List.copyOf(cases);
    }
  }

  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Instruments instruments;
  private final CaseRepositories.Links links;
  private final CaseAccess access;
  private final CaseViews views;

  Duplicates(
      CaseRepositories.Cases cases,
      CaseRepositories.Instruments instruments,
      CaseRepositories.Links links,
      CaseAccess access,
      CaseViews views) {
    this.cases = cases;
    this.instruments = instruments;
    this.links = links;
    this.access = access;
    this.views = views;
  }

  /** The groups in which a clerk could refuse something, oldest first; for staff. */
  @Transactional
  public List<Group> groups() {
    access.requireStaff();
    Set<CaseId> listed = new HashSet<>();
    List<Group> groups = new ArrayList<>();
    for (DisclosureCase row : cases.repeated(REFUSABLE, OPEN, MOST)) {
      if (listed.contains(row.id())) {
        continue;
      }
      List<DisclosureCase> group = group(row);
      group.forEach(member -> listed.add(member.id()));
      groups.add(new Group(group.stream().map(views::row).toList(), elsewhere(row).size()));
    }
    return List.copyOf(groups);
  }

  /** The requests that repeat this one, itself among them, oldest first; for staff. */
  @Transactional
  public List<CaseId> with(String reference) {
    access.requireStaff();
    return group(access.require(reference)).stream().map(DisclosureCase::id).toList();
  }

  /** Cases of other agencies on an instrument with the same bytes; for staff, and no agency's. */
  @Transactional
  public List<String> elsewhere(String reference) {
    access.requireStaff();
    return elsewhere(access.require(reference)).stream()
        .map(row -> row.reference().value())
        .sorted()
        .toList();
  }

  /** Whether a clerk may refuse it as a duplicate. */
  public static boolean refusable(CaseView view) {
    return REFUSABLE.contains(view.status());
  }

  private List<DisclosureCase> group(DisclosureCase row) {
    LegalInstrument paper = instruments.findById(row.id().value());
    Map<CaseId, DisclosureCase> found = new LinkedHashMap<>();
    Stream.of(
            instruments.withDigest(paper.asValue().digest().hex()),
            instruments.withDocket(paper.asValue().docket()).stream()
                .filter(other -> other.asValue().kind().equals(paper.asValue().kind()))
                .toList())
        .flatMap(Collection::stream)
        .map(other -> cases.findById(other.caseId()))
        .filter(other -> other.agency().equals(row.agency()))
        .filter(other -> OPEN.contains(other.status()) && !links.isCompanion(other.id()))
        .forEach(other -> found.put(other.id(), other));
    return found.values().stream()
        .sorted(
            java.util.Comparator.comparing(DisclosureCase::receivedAt)
                .thenComparing(other -> other.reference().value().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private List<DisclosureCase> elsewhere(DisclosureCase row) {
    String digest = instruments.findById(row.id().value()).asValue().digest().hex();
    return instruments.withDigest(digest).stream()
        .map(other -> cases.findById(other.caseId()))
        .filter(other -> !other.agency().equals(row.agency()))
        .toList();
  }
}
