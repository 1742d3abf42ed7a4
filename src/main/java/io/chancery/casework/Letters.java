package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.StepUps;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.Subject;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.Envelopes;
import io.chancery.platform.Ids;
import io.chancery.platform.Pdf;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.Texts;
import io.chancery.policy.PolicyPacks;
import io.quarkus.qute.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Letters to the officer: written in the transaction of the act that causes them, in both
 * languages, as page and as PDF, sealed under the case's key and named in the ledger by digest.
 */
@ApplicationScoped
public class Letters {
  /** The step-up act of an objection. */
  public static final String OBJECTION = "objection";

  /** A letter in one language, by the digests of its page and its PDF. */
  public record Document(String language, Sha256 html, Sha256 pdf) {}

  /** A letter; {@code template} names the wording and its version. */
  public record LetterView(
      int number, String kind, String template, Instant issuedAt, List<Document> documents) {
    public LetterView {
      documents = List.copyOf(documents);
    }
  }

  private final CaseRepositories.Letters rows;
  private final CaseRepositories.Cases cases;
  private final CaseAccess access;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final LetterContents contents;
  private final CaseClocks clocks;
  private final PolicyPacks packs;
  private final HandOffs handOffs;
  private final Envelopes envelopes;
  private final CustodyLedger ledger;
  private final Engine templates;
  private final Ids ids;
  private final Clock clock;

  Letters(
      CaseRepositories.Letters rows,
      CaseRepositories.Cases cases,
      CaseAccess access,
      CurrentActor current,
      StepUps stepUps,
      LetterContents contents,
      CaseClocks clocks,
      PolicyPacks packs,
      HandOffs handOffs,
      Envelopes envelopes,
      CustodyLedger ledger,
      Engine templates,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.cases = cases;
    this.access = access;
    this.current = current;
    this.stepUps = stepUps;
    this.contents = contents;
    this.clocks = clocks;
    this.packs = packs;
    this.handOffs = handOffs;
    this.envelopes = envelopes;
    this.ledger = ledger;
    this.templates = templates;
    this.ids = ids;
    this.clock = clock;
  }

  /** The letters of a case that the current actor may see, oldest first. */
  @Transactional
  public List<LetterView> of(String reference) {
    Map<Integer, List<LetterRow>> byNumber = new LinkedHashMap<>();
    for (LetterRow row : rows.of(access.require(reference).id())) {
      if (!mayRead(row)) {
        continue;
      }
      byNumber.computeIfAbsent(row.number(), _ -> new ArrayList<>()).add(row);
    }
    return byNumber.values().stream()
        .map(both -> {
          LetterRow one = both.getFirst();
          return new LetterView(
              one.number(),
              one.kind().name(),
              one.template(),
              one.issuedAt(),
              both.stream()
                  .map(r -> new Document(r.language(), r.html().digest(), r.pdf().digest()))
                  .toList());
        })
        .toList();
  }

  /**
   * The bytes of a letter; a look by staff is an entry.
   *
   * @param pdf whether the PDF is wanted, else the page
   * @throws Problem not-found, or damaged when they are not those that were written
   */
  @Transactional
  public byte[] document(String reference, int number, String language, boolean pdf) {
    DisclosureCase row = access.require(reference);
    LetterRow letter =
        rows.one(row.id(), number, language)
            .filter(this::mayRead)
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
    if (CaseAccess.isStaff(current.get())) {
      cases.lock(row.id());
      ledger.append(subject(row), current.get(), new CaseEvent.CaseViewed("letter"));
    }
    return opened(row, letter, pdf);
  }

  /** The PDF of a letter, for the channel that carries it. */
  byte[] pdf(DisclosureCase row, int number, String language) {
    return opened(row, rows.one(row.id(), number, language).orElseThrow(), true);
  }

  private byte[] opened(DisclosureCase row, LetterRow letter, boolean pdf) {
    LetterRow.Sealed sealed = pdf ? letter.pdf() : letter.html();
    byte[] bytes =
        envelopes.open(
            row.caseKey(), sealed.bytes(), context(letter.number(), letter.language(), pdf));
    if (!Sha256.hash(bytes).equals(sealed.digest())) {
      throw Problem.of(ProblemType.DAMAGED);
    }
    return bytes;
  }

  /** What goes to the account holder is no letter to the officer. */
  private boolean mayRead(LetterRow letter) {
    return letter.kind().forOfficer() || CaseAccess.isStaff(current.get());
  }

  /**
   * What may be objected to the case's instrument, as codes of its pack; nothing to the platform's
   * own statement.
   */
  @Transactional
  public List<String> objections(String reference) {
    DisclosureCase row = access.require(reference);
    if (row.referredBy() != null) {
      return List.of();
    }
    return packs
        .required(row.regime(), row.packVersion())
        .row(row.kind())
        .orElseThrow()
        .objections();
  }

  /**
   * Tells the officer an objection while the case is in review. The case stays where it is, and so
   * does its clock.
   *
   * @param reason one of {@link #objections}
   */
  @Transactional
  public StepResult object(String reference, long seenVersion, String reason) {
    if (!objections(reference).contains(reason)) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    DisclosureCase row = cases.lock(access.visible(reference)).orElseThrow();
    if (row.version() != seenVersion) {
      return new StepResult.Stale();
    }
    if (row.status() != CaseStatus.IN_REVIEW) {
      return new StepResult.NotFromHere(row.status());
    }
    stepUps.require(OBJECTION, reference);
    LetterKind kind = LetterKind.unless(row.regime(), LetterKind.OBJECTION);
    issue(row, current.get(), kind, reason, false);
    clocks.happened(row, CaseClocks.OBJECTION_SENT, clock.instant(), null);
    return new StepResult.Applied(row.reference(), row.status(), row.version());
  }

  /** Tells the officer in writing that what was fetched must be deleted. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void recallNotice(CaseId id, String reason) {
    issue(cases.lock(id).orElseThrow(), current.get(), LetterKind.RECALL_NOTICE, reason, false);
  }

  /** Tells the officer in writing that what was handed over needs a correction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void correction(CaseId id, String reason) {
    issue(cases.lock(id).orElseThrow(), current.get(), LetterKind.CORRECTION, reason, false);
  }

  /** Writes the letter that a step causes, if it causes one; under the case's lock. */
  void afterStep(DisclosureCase row, Actor actor, CaseStep step, CaseStatus after) {
    if (row.referredBy() != null) {
      // The officer asked for nothing that could be received, narrowed or refused.
      return;
    }
    LetterKind refusal = LetterKind.unless(row.regime(), LetterKind.REFUSAL);
    switch (step) {
      case CaseStep.Submit _ -> issue(row, actor, LetterKind.RECEIPT, null, false);
      case CaseStep.Refuse(_, var reason) -> issue(row, actor, refusal, reason, false);
      case CaseStep.Stop(_, var reason) -> issue(row, actor, refusal, reason, false);
      case CaseStep.Approve _, CaseStep.ThirdSign _ -> {
        if (after == CaseStatus.REFUSED) {
          issue(row, actor, refusal, null, true);
        } else if (after == CaseStatus.APPROVED && contents.isNarrowed(row)) {
          issue(row, actor, LetterKind.unless(row.regime(), LetterKind.NARROWING), null, true);
        }
      }
      case CaseStep.Release _ -> {
        if (nothingWasRead(row)) {
          issue(row, actor, LetterKind.NO_RECORDS, null, false);
        }
      }
      default -> {
        // Nothing that the officer must be told in writing.
      }
    }
  }

  private boolean nothingWasRead(DisclosureCase row) {
    Optional<HandOffs.Stored<CollectedSet>> read = handOffs.latest(row.id(), CollectedSet.class);
    return read.stream()
        .flatMap(set -> set.value().artefacts().stream())
        .allMatch(artefact -> artefact.rows() == 0);
  }

  private void issue(
      DisclosureCase row, Actor actor, LetterKind kind, @Nullable String reason, boolean items) {
    Instant now = clock.instant();
    int unused = write(row, actor, kind, locale -> contents.of(row, locale, now, reason, items));
  }

  /**
   * Writes a letter in both languages and names it in the ledger, under the case's lock.
   *
   * @return its number
   */
  int write(DisclosureCase row, Actor actor, LetterKind kind, Function<Locale, Object> contentIn) {
    Instant now = clock.instant();
    int number = rows.newest(row.id()) + 1;
    Map<String, LetterRow> written = new LinkedHashMap<>();
    for (Locale locale : Texts.LANGUAGES) {
      String language = locale.getLanguage();
      String page = page(kind, language, contentIn.apply(locale));
      LetterRow letter =
          new LetterRow(
              ids.next(),
              row.id(),
              number,
              kind,
              language,
              sealed(row, page.getBytes(StandardCharsets.UTF_8), context(number, language, false)),
              sealed(row, pdf(page), context(number, language, true)),
              now);
      rows.persist(letter);
      written.put(language, letter);
    }
    LetterRow english = Objects.requireNonNull(written.get("en"));
    LetterRow german = Objects.requireNonNull(written.get("de"));
    ledger.append(
        subject(row),
        actor,
        new CaseEvent.LetterIssued(
            number,
            kind.name(),
            kind.template(),
            english.pdf().digest(),
            english.html().digest(),
            german.pdf().digest(),
            german.html().digest()));
    return number;
  }

  private String page(LetterKind kind, String language, Object content) {
    return templates
        .getTemplate("letters/" + kind.template() + "-" + language)
        .data("letter", content)
        .render();
  }

  private static byte[] pdf(String page) {
    try {
      return Pdf.render(page);
    } catch (IOException e) {
      throw new UncheckedIOException("a letter can always be printed", e);
    }
  }

  private LetterRow.Sealed sealed(DisclosureCase row, byte[] plain, String context) {
    return new LetterRow.Sealed(envelopes.seal(row.caseKey(), plain, context), Sha256.hash(plain));
  }

  private static String context(int number, String language, boolean pdf) {
    return "letter-" + number + "-" + language + (pdf ? ".pdf" : ".html");
  }

  private static Subject subject(DisclosureCase row) {
    return new Subject.OfCase(row.id(), row.reference());
  }
}
