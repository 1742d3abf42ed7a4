package io.chancery.directory;

import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The platform's own people as pages show them: who they are here, what they hold and why. */
@ApplicationScoped
public class StaffViews {

  /**
   * A right.
   *
   * @param kind {@code STANDING}, {@code ELEVATION} or {@code BREAK_GLASS}
   * @param basis what stands behind it: {@code SEED}, {@code BOOTSTRAP} or {@code PROPOSAL}
   * @param until its end; null when it is held until it is taken
   * @param takenAt when it was taken before its end
   * @param inForce whether it counts at this moment
   */
  public record Held(
      UUID right,
      String role,
      String kind,
      String basis,
      String reason,
      Instant from,
      @Nullable Instant until,
      @Nullable UUID proposal,
      @Nullable Instant takenAt,
      boolean inForce) {}

  /**
   * A staff member.
   *
   * @param mayAct whether their access has not ended
   * @param holds every right they ever had, newest first
   */
  public record Member(
      ActorId id,
      String fullName,
      String title,
      boolean contractor,
      boolean mayAct,
      boolean leaving,
      boolean absent,
      @Nullable Instant admittedAt,
      @Nullable Instant accessUntil,
      @Nullable Instant leaverFrom,
      @Nullable Instant absentFrom,
      @Nullable Instant absentUntil,
      @Nullable String delegate,
      List<Held> holds) {
    public Member {
      holds = List.copyOf(holds);
    }

    /** What counts at this moment; nothing once access has ended. */
    public List<Held> inForce() {
      return mayAct ? holds.stream().filter(Held::inForce).toList() : List.of();
    }
  }

  private final DirectoryRepositories.StaffRepository staff;
  private final RoleGrants grants;
  private final RoleGrants.Ends ends;
  private final Clock clock;

  StaffViews(
      DirectoryRepositories.StaffRepository staff,
      RoleGrants grants,
      RoleGrants.Ends ends,
      Clock clock) {
    this.staff = staff;
    this.grants = grants;
    this.ends = ends;
    this.clock = clock;
  }

  /** Everybody, by name; those whose access has ended come last. */
  @Transactional
  public List<Member> all() {
    return staff.listAll().stream()
        .map(this::view)
        .sorted(Comparator.comparing((Member m) -> !m.mayAct()).thenComparing(Member::fullName))
        .toList();
  }

  /**
   * One person.
   *
   * @throws Problem not-found
   */
  @Transactional
  public Member one(ActorId id) {
    return staff
        .findByIdOptional(id.value())
        .map(this::view)
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  /** Who holds each role now, by name. */
  @Transactional
  public Map<Role, List<Member>> holders() {
    Map<Role, List<Member>> holders = new EnumMap<>(Role.class);
    List<Member> all = all();
    Arrays.stream(Role.values())
        .filter(StaffChecks.STAFF_ROLES::contains)
        .forEach(role ->
            holders.put(
                role,
                all.stream()
                    .filter(m -> m.inForce().stream().anyMatch(h -> h.role().equals(role.key())))
                    .toList()));
    return holders;
  }

  private Member view(StaffMember m) {
    Instant now = clock.instant();
    UUID delegate = m.delegate();
    StaffMember stepsIn = delegate == null ? null : staff.findById(delegate);
    Instant absentFrom = m.absentFrom();
    Instant absentUntil = m.absentUntil();
    boolean absent =
        absentFrom != null
            && absentUntil != null
            && !now.isBefore(absentFrom)
            && now.isBefore(absentUntil);
    return new Member(
        new ActorId(m.id()),
        m.fullName(),
        m.title(),
        m.contractor(),
        m.mayActAt(now),
        m.leavingAt(now),
        absent,
        m.admittedAt(),
        m.accessUntil(),
        m.leaverFrom(),
        absentFrom,
        absentUntil,
        stepsIn == null ? null : stepsIn.fullName(),
        grants.everOf(m.id()).stream().map(grant -> held(grant, now)).toList());
  }

  private Held held(RoleGrant grant, Instant now) {
    RoleEnd taken = ends.findById(grant.id());
    return new Held(
        grant.id(),
        grant.role(),
        grant.kind().name(),
        grant.basis().name(),
        grant.reason(),
        grant.validFrom(),
        grant.validUntil(),
        grant.proposalId(),
        taken == null ? null : taken.endedAt(),
        taken == null && grant.inForceAt(now));
  }
}
