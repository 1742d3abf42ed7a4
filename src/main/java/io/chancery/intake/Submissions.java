package io.chancery.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseLinks;
import io.chancery.casework.CaseOpening;
import io.chancery.casework.CaseStep;
import io.chancery.casework.CaseViews;
import io.chancery.casework.HandOffs;
import io.chancery.casework.NewCase;
import io.chancery.casework.Obligations;
import io.chancery.casework.StepResult;
import io.chancery.directory.SubmissionRights;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.CaseReference;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.keys.Envelopes;
import io.chancery.platform.Ids;
import io.chancery.platform.MalwareScanner;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPacks;
import io.chancery.vault.Stored;
import io.chancery.vault.Vault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Drafts, uploads and the submission that opens a case. */
@ApplicationScoped
public class Submissions {
  /** The act that an officer confirms with a fresh touch of their passkey. */
  public static final String ACT = "submit";

  /** The kind of object under which the vault keeps instruments. */
  static final String INSTRUMENT = "instrument";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A draft as its agency sees it.
   *
   * @param shown digest of all of it: a submission binds to what its officer read
   * @param sameInstrument the agency's cases on a document with the same bytes
   */
  public record DraftView(
      UUID id,
      RequestForm form,
      @Nullable Sha256 instrument,
      long instrumentBytes,
      @Nullable String submittedAs,
      List<Problem.FieldError> findings,
      Sha256 shown,
      List<String> sameInstrument) {}

  private final DraftRows.Drafts drafts;
  private final DraftAccess owned;
  private final DraftRows.Uploads uploads;
  private final CaseOpening opening;
  private final CaseLifecycle lifecycle;
  private final CaseLinks links;
  private final CaseAccess access;
  private final CaseViews views;
  private final SubmissionRights rights;
  private final Obligations obligations;
  private final PolicyPacks packs;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Envelopes envelopes;
  private final Vault vault;
  private final MalwareScanner scanner;
  private final Ids ids;
  private final Clock clock;

  Submissions(
      DraftRows.Drafts drafts,
      DraftAccess owned,
      DraftRows.Uploads uploads,
      CaseOpening opening,
      CaseLifecycle lifecycle,
      CaseLinks links,
      CaseAccess access,
      CaseViews views,
      SubmissionRights rights,
      Obligations obligations,
      PolicyPacks packs,
      CurrentActor current,
      StepUps stepUps,
      Envelopes envelopes,
      Vault vault,
      MalwareScanner scanner,
      Ids ids,
      Clock clock) {
    this.drafts = drafts;
    this.owned = owned;
    this.uploads = uploads;
    this.opening = opening;
    this.lifecycle = lifecycle;
    this.links = links;
    this.access = access;
    this.views = views;
    this.rights = rights;
    this.obligations = obligations;
    this.packs = packs;
    this.current = current;
    this.stepUps = stepUps;
    this.envelopes = envelopes;
    this.vault = vault;
    this.scanner = scanner;
    this.ids = ids;
    this.clock = clock;
  }

  /** Starts a draft with whatever was typed; officers and agency systems. */
  @Transactional
  public DraftView start(RequestForm form) {
    Actor actor = current.get();
    AgencyId agency = owned.agency();
    byte[] key = envelopes.newWrappedKey();
    Draft draft =
        new Draft(
            ids.next(),
            agency.value(),
            actor.is(Role.OFFICER) ? actor.id().value() : null,
            key,
            seal(key, form),
            clock.instant());
    drafts.persist(draft);
    return view(draft);
  }

  /** Rewrites a draft that has not been submitted. */
  @Transactional
  public DraftView rewrite(UUID id, RequestForm form) {
    Draft draft = open(id);
    draft.rewrite(seal(draft.draftKey(), form));
    return view(draft);
  }

  /** The draft, if the current actor's agency owns it. */
  @Transactional
  public DraftView draft(UUID id) {
    return view(owned.require(id));
  }

  /** The agency's drafts that have not been submitted, newest first. */
  @Transactional
  public List<DraftView> openDrafts() {
    return owned.open().stream().map(this::view).toList();
  }

  /**
   * Takes the instrument's PDF into the vault and attaches it to the draft.
   *
   * @throws Problem too-large, unsupported-type or invalid-input when it is no whole PDF or the
   *     malware scanner knows it; unavailable while the scanner does not answer
   */
  public DraftView attach(UUID id, InputStream upload) {
    DraftView unused = draft(id);
    // No transaction waits for an upload or a scanner.
    byte[] pdf = InstrumentFile.read(upload);
    switch (scanner.scan(pdf)) {
      case INFECTED -> throw Problem.invalid("instrument", "upload_infected");
      case UNAVAILABLE -> throw Problem.of(ProblemType.UNAVAILABLE, "upload_not_scanned");
      case CLEAN, NONE -> {}
    }
    return QuarkusTransaction.joiningExisting().call(() -> attached(id, pdf));
  }

  private DraftView attached(UUID id, byte[] pdf) {
    Draft draft = open(id);
    Stored stored = keep(pdf);
    Optional<DraftUpload> before = uploads.findByIdOptional(id);
    if (before.isPresent()) {
      before.get().replace(stored.key(), stored.digest(), stored.size(), clock.instant());
    } else {
      uploads.persist(
          new DraftUpload(
              draft.id(), stored.key(), stored.digest(), stored.size(), clock.instant()));
    }
    return view(draft);
  }

  /**
   * Submits a draft: opens the case, once.
   *
   * @param knownDuplicate the officer has seen that the same instrument was submitted before
   * @throws Problem invalid-input with every field at fault; duplicate when the draft was
   *     submitted, or the same instrument is known and {@code knownDuplicate} is false
   */
  @Transactional
  public SubmissionReceipt submit(UUID id, boolean knownDuplicate) {
    return submit(id, knownDuplicate, null);
  }

  /**
   * As above, if the draft is still the one whose {@link DraftView#shown} digest the officer saw.
   */
  @Transactional
  public SubmissionReceipt submit(UUID id, boolean knownDuplicate, @Nullable Sha256 shown) {
    Actor actor = current.get();
    Draft draft = owned.lock(id);
    if (draft.caseId() != null) {
      throw Problem.of(ProblemType.DUPLICATE, "draft_submitted");
    }
    stepUps.require(ACT, id.toString());
    RequestForm form = form(draft);
    RequestRules.Checked checked = check(form);
    Optional<DraftUpload> upload = uploads.findByIdOptional(id);
    List<Problem.FieldError> errors = new java.util.ArrayList<>(checked.errors());
    if (upload.isEmpty()) {
      errors.add(new Problem.FieldError("instrument", "upload_missing"));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    DraftUpload paper = upload.orElseThrow();
    if (shown != null && !shown.equals(shown(form, upload))) {
      throw Problem.of(ProblemType.STALE, "draft_changed");
    }
    if (!knownDuplicate && !opening.withInstrument(paper.digest()).isEmpty()) {
      throw Problem.of(ProblemType.DUPLICATE, "instrument_known");
    }
    requireRight(actor, form, checked);
    CaseOpening.Opened opened = opening.open(newCase(draft, form, checked, paper, actor), actor);
    if (opened.result() instanceof StepResult.Blocked(var guard)) {
      throw Problem.of(ProblemType.BLOCKED, "guard_" + guard);
    }
    draft.opened(opened.id().value());
    return new SubmissionReceipt(
        opened.reference().value(),
        opened.receivedAt(),
        opened.request(),
        opened.instrument(),
        opened.dueAt(),
        opened.clockCitation());
  }

  /** Withdraws a request of the current actor's agency before its release. */
  @Transactional
  public StepResult withdraw(String reference, long seenVersion, String reason) {
    Actor actor = current.get();
    // Whose case it is comes before everything that is said about the words typed.
    CaseId id = access.visible(reference);
    if (!reason.matches("[a-z][a-z0-9-]{2,60}")) {
      throw Problem.invalid("reason", "reason_unknown");
    }
    stepUps.require("withdraw", reference);
    return lifecycle.apply(id, seenVersion, actor, new CaseStep.Withdraw(actor.id(), reason));
  }

  /** Probation, powers, yearly verification and a day's limits. */
  private void requireRight(Actor actor, RequestForm form, RequestRules.Checked checked) {
    String regime = java.util.Objects.requireNonNull(form.regime());
    String kind = checked.paper().orElseThrow().kind();
    AgencyId agency = owned.agency();
    java.time.Instant since = clock.instant().minus(SubmissionRights.DAY);
    rights.require(
        actor.id(),
        agency,
        new SubmissionRights.Asked(
            regime,
            packs.required(regime).row(kind).orElseThrow().emergency(),
            checked.targets().stream()
                .flatMap(target -> target.groups().stream())
                .anyMatch(FieldGroup::content),
            views.openedSince(agency, actor.id(), since),
            views.openedSince(agency, null, since),
            obligations.overdue(agency)));
  }

  private NewCase newCase(
      Draft draft,
      RequestForm form,
      RequestRules.Checked checked,
      DraftUpload upload,
      Actor actor) {
    RequestRules.Paper paper = checked.paper().orElseThrow();
    return new NewCase(
        draft.id(),
        owned.agency(),
        actor.id(),
        java.util.Objects.requireNonNull(form.regime()),
        new NewCase.Instrument(
            paper.kind(),
            paper.authority(),
            paper.issuerType(),
            paper.docket(),
            paper.issuedOn(),
            upload.vaultKey(),
            upload.digest(),
            upload.bytes()),
        checked.targets(),
        checked.statement(),
        checked.declared(),
        checked.dueOn(),
        checked.order(),
        checked.follows(),
        null);
  }

  private RequestRules.Checked check(RequestForm form) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return RequestRules.check(
        form, Optional.ofNullable(form.regime()).flatMap(packs::pack), today, links::standing);
  }

  private Draft open(UUID id) {
    Draft draft = owned.require(id);
    if (draft.caseId() != null) {
      throw Problem.of(ProblemType.DUPLICATE, "draft_submitted");
    }
    return draft;
  }

  private DraftView view(Draft draft) {
    RequestForm form = form(draft);
    Optional<DraftUpload> upload = uploads.findByIdOptional(draft.id());
    UUID opened = draft.caseId();
    return new DraftView(
        draft.id(),
        form,
        upload.map(DraftUpload::digest).orElse(null),
        upload.map(DraftUpload::bytes).orElse(0L),
        opened == null ? null : views.of(new CaseId(opened)).reference(),
        check(form).errors(),
        shown(form, upload),
        opened != null || upload.isEmpty()
            ? List.of()
            : opening.withInstrument(upload.get().digest()).stream()
                .map(CaseReference::value)
                .toList());
  }

  private static Sha256 shown(RequestForm form, Optional<DraftUpload> upload) {
    return Sha256.hash(
        Sha256.hash(HandOffs.canonical(form)) + " " + upload.map(DraftUpload::digest).orElse(null));
  }

  private Stored keep(byte[] pdf) {
    try {
      return vault.put(INSTRUMENT, out -> out.write(pdf));
    } catch (IOException e) {
      throw new UncheckedIOException("the vault did not take the upload", e);
    }
  }

  private byte[] seal(byte[] key, RequestForm form) {
    try {
      return envelopes.seal(key, JSON.writeValueAsBytes(form), "draft");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a form can always be written", e);
    }
  }

  private RequestForm form(Draft draft) {
    try {
      return JSON.readValue(
          new String(
              envelopes.open(draft.draftKey(), draft.form(), "draft"), StandardCharsets.UTF_8),
          RequestForm.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored draft cannot be read", e);
    }
  }
}
