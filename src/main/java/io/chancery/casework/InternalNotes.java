package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Staff;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Notes of staff for staff: row-level security hides them from every agency. */
@ApplicationScoped
public class InternalNotes {

  /** A note. */
  public record View(String words, String by, Instant at) {
    @Override
    public String toString() {
      return "InternalNotes.View[…]";
    }
  }

  private final CaseRepositories.Notes rows;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final CaseSecrets secrets;
  private final CurrentActor current;
  private final Staff staff;
  private final Ids ids;
  private final Clock clock;

  InternalNotes(
      CaseRepositories.Notes rows,
      CaseAccess access,
      CaseLifecycle lifecycle,
      CaseSecrets secrets,
      CurrentActor current,
      Staff staff,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.access = access;
    this.lifecycle = lifecycle;
    this.secrets = secrets;
    this.current = current;
    this.staff = staff;
    this.ids = ids;
    this.clock = clock;
  }

  /** The notes of a case, oldest first; staff only. */
  @Transactional
  public List<View> of(String reference) {
    CaseId id = staffCase(reference);
    return rows.of(id).stream()
        .map(note ->
            new View(
                new String(secrets.open(id, note.words(), "note"), StandardCharsets.UTF_8),
                staff.find(note.notedBy()).map(Staff.StaffView::fullName).orElse(""),
                note.notedAt()))
        .toList();
  }

  /** Adds a note; the entry holds the digest of what is sealed. */
  @Transactional
  public void add(String reference, String words) {
    CaseId id = staffCase(reference);
    if (!Emergencies.isInWords(words)) {
      throw Problem.invalid("words", "words_missing");
    }
    Actor actor = current.get();
    byte[] sealed = secrets.seal(id, words.strip().getBytes(StandardCharsets.UTF_8), "note");
    lifecycle.record(id, actor, new CaseEvent.NoteAdded(Sha256.hash(sealed)));
    rows.persist(new InternalNote(ids.next(), id, sealed, actor.id(), clock.instant()));
  }

  private CaseId staffCase(String reference) {
    CaseId id = access.visible(reference);
    if (!access.staffLooks()) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return id;
  }
}
