package io.chancery.verification;

import io.chancery.casework.CaseOpening;
import io.chancery.casework.CaseStatus;
import io.chancery.casework.CaseView;
import io.chancery.casework.CaseViews;
import io.chancery.casework.ConfinedWork;
import io.chancery.casework.InstrumentFiles;
import io.chancery.casework.Unshowable;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.platform.Ids;
import io.chancery.platform.MalwareScanner;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The facts about a case's instrument: found when a clerk first looks, stored with the case, the
 * same for everybody afterwards.
 */
@ApplicationScoped
class PaperFacts {
  private static final int AT_ONCE = 2;

  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<VerificationFact, UUID> {
    List<DocumentFacts.Found> of(CaseId id) {
      return list("caseId = ?1 order by number", id.value()).stream()
          .map(VerificationFact::fact)
          .toList();
    }
  }

  @ApplicationScoped
  static class Pictures implements PanacheRepositoryBase<VerificationPicture, UUID> {
    /** References of other cases with a picture that looks like this one. */
    @SuppressWarnings("unchecked") // a native query of one column of text
    List<String> alike(CaseId id, long hash) {
      return getEntityManager()
          .createNativeQuery(
              "select distinct c.reference from verification_picture p"
                  + " join disclosure_case c on c.id = p.case_id"
                  + " where p.case_id <> :id"
                  + " and bit_count((p.hash # cast(:hash as bigint))::bit(64)) <= :alike"
                  + " order by c.reference limit 20")
          .setParameter("id", id.value())
          .setParameter("hash", hash)
          .setParameter("alike", PictureHash.ALIKE)
          .getResultList();
    }
  }

  private final Rows rows;
  private final Pictures pictures;
  private final InstrumentFiles files;
  private final CaseOpening opening;
  private final CaseViews views;
  private final MalwareScanner scanner;
  private final Ids ids;
  private final Clock clock;
  private final ConfinedWork confined;

  PaperFacts(
      Rows rows,
      Pictures pictures,
      InstrumentFiles files,
      CaseOpening opening,
      CaseViews views,
      MalwareScanner scanner,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.instrument.image-deadline", defaultValue = "PT10S")
          Duration deadline) {
    this.rows = rows;
    this.pictures = pictures;
    this.files = files;
    this.opening = opening;
    this.views = views;
    this.scanner = scanner;
    this.ids = ids;
    this.clock = clock;
    this.confined = new ConfinedWork(deadline, AT_ONCE);
  }

  /** The facts about the instrument of a case that the current actor may see. */
  List<DocumentFacts.Found> of(CaseView view) {
    List<DocumentFacts.Found> known =
        QuarkusTransaction.requiringNew().call(() -> rows.of(view.id()));
    if (!known.isEmpty() || view.status() != CaseStatus.SUBMITTED) {
      return known;
    }
    // Outside of a transaction: reading a stranger's file takes its time.
    List<DocumentFacts.Found> found = new ArrayList<>();
    List<Long> shown = new ArrayList<>();
    byte[] pdf = files.read(view.reference());
    try {
      DocumentFacts.Examined examined = confined.run(() -> DocumentFacts.of(pdf));
      found.addAll(examined.facts());
      found.addAll(PaperForms.of(view.regime(), view.instrument().docket(), examined.text()));
      shown.addAll(examined.pictures());
    } catch (Unshowable e) {
      if (e.reason() == Unshowable.Reason.BUSY) {
        return List.of();
      }
      found.add(new DocumentFacts.Found("unreadable", ""));
    }
    // Once more than at the upload: a scanner learns from day to day.
    found.add(
        new DocumentFacts.Found("scan-" + scanner.scan(pdf).name().toLowerCase(Locale.ROOT), ""));
    return QuarkusTransaction.requiringNew().call(() -> store(view, found, shown));
  }

  private List<DocumentFacts.Found> store(
      CaseView view, List<DocumentFacts.Found> found, List<Long> shown) {
    CaseStatus unused = views.lockedStatus(view.id());
    List<DocumentFacts.Found> known = rows.of(view.id());
    if (!known.isEmpty()) {
      return known;
    }
    found.add(others("same-file", view, opening.withInstrument(view.instrument().digest())));
    found.add(others("same-docket", view, opening.withDocket(view.instrument().docket())));
    Set<String> alike = new TreeSet<>();
    for (Long hash : shown) {
      alike.addAll(pictures.alike(view.id(), hash));
      pictures.persist(new VerificationPicture(ids.next(), view.id(), hash, clock.instant()));
    }
    if (!shown.isEmpty()) {
      found.add(
          alike.isEmpty()
              ? new DocumentFacts.Found("same-picture-none", "")
              : new DocumentFacts.Found("same-picture", String.join(", ", alike)));
    }
    for (int number = 1; number <= found.size(); number++) {
      rows.persist(
          new VerificationFact(
              ids.next(), view.id(), number, found.get(number - 1), clock.instant()));
    }
    return List.copyOf(found);
  }

  private static DocumentFacts.Found others(
      String name, CaseView view, List<CaseReference> references) {
    String others =
        references.stream()
            .map(CaseReference::value)
            .filter(reference -> !reference.equals(view.reference()))
            .sorted()
            .limit(20)
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? new DocumentFacts.Found(name + "-none", "")
        : new DocumentFacts.Found(name, others);
  }
}
