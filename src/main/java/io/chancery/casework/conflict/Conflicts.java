package io.chancery.casework.conflict;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.casework.Assignments;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseSecrets;
import io.chancery.casework.CaseViews;
import io.chancery.casework.Emergencies;
import io.chancery.casework.Recusal;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
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

/**
 * Conflicts of interest. Whoever declares one is out of the case for good: they neither act in it
 * nor see it. Nobody can take a declaration back.
 */
@ApplicationScoped
public class Conflicts implements Recusal {

  /** Who declared a conflict, and when; the why is for nobody but an auditor with the key. */
  public record Declared(String person, Instant at) {}

  private final ConflictRows rows;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final CaseSecrets secrets;
  private final Assignments assignments;
  private final CurrentActor current;
  private final Staff staff;
  private final Ids ids;
  private final Clock clock;

  Conflicts(
      ConflictRows rows,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      CaseSecrets secrets,
      Assignments assignments,
      CurrentActor current,
      Staff staff,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.secrets = secrets;
    this.assignments = assignments;
    this.current = current;
    this.staff = staff;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public boolean recused(CaseId id, ActorId person) {
    return rows.declared(id, person);
  }

  /** Who declared a conflict in a case that the current actor may see. */
  @Transactional
  public List<Declared> of(String reference) {
    return rows.of(access.visible(reference)).stream()
        .map(d ->
            new Declared(
                staff.find(d.person()).map(Staff.StaffView::fullName).orElse(""), d.declaredAt()))
        .toList();
  }

  /**
   * Takes the current actor out of the case.
   *
   * @param words why, in words; sealed
   */
  @Transactional
  public void declare(String reference, String words) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    if (!access.staffLooks()) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    if (!Emergencies.isInWords(words)) {
      throw Problem.invalid("words", "words_missing");
    }
    views.lockedStatus(id);
    byte[] sealed = secrets.seal(id, words.strip().getBytes(StandardCharsets.UTF_8), "conflict");
    assignments.leave(reference);
    lifecycle.record(id, actor, new CaseEvent.ConflictDeclared(Sha256.hash(sealed)));
    rows.persist(new ConflictDeclaration(ids.next(), id, actor.id(), sealed, clock.instant()));
  }
}
