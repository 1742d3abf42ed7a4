package io.chancery.casework;

import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.Sha256;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link CaseRules} may know, gathered in the step's own transaction: casework's rows, the
 * directory, the policy, and each stage's own rows through its {@link FactSource}.
 */
public final class Facts {

  /** A step that was taken, by whom. */
  public record Taken(String step, ActorId by) {}

  /** What stages say about their own rows. */
  public enum Fact {
    REQUESTED,
    CHECKS_PASSED,
    SUPERVISOR_CONFIRMED,
    CALLED_BACK,
    ITEMS_DECIDED,
    WITHIN_REACH,
    EVERY_ITEM_DENIED,
    TARGETS_RESOLVED,
    PROTECTED_ACCOUNT,
    EXPRESSION,
    WITHIN_CEILING,
    TASKS_ENDED,
    EXCLUSIONS_ANSWERED,
    ARTEFACTS_DECIDED,
    RECIPIENT_KEY_VALID,
    OTHER_RECIPIENT,
    PACKAGE_SOUND,
    SAME_PAYLOAD,
    SEAL_CHECKPOINTED,
    IN_STANDING,
    ORDER_STANDS,
    CLARIFIED,
    NOT_SUSPENDED,
    RECUSED,
    LEAVING,
    BREAK_GLASS_REVIEWED,
    OBLIGATIONS_SETTLED,
    NOTICES_SETTLED,
    DELETION_SETTLED,
    FETCHED,
    TRANSFER_COMPLETE,
    GRANT_EXPIRED,
    PRODUCES,
    PRESERVES,
    COMPANION,
    RENEWABLE,
    TERM_OVER,
    LIFT_BY_TWO
  }

  private final CaseStatus status;
  private final ActorId actor;
  private final Set<Role> roles;
  private final @Nullable AgencyId actorsAgency;
  private final AgencyId agency;
  private final List<Taken> taken;
  private final Set<Fact> facts = EnumSet.noneOf(Fact.class);
  private final Map<String, Sha256> digests = new HashMap<>();

  Facts(
      CaseStatus status,
      ActorId actor,
      Set<Role> roles,
      @Nullable AgencyId actorsAgency,
      AgencyId agency,
      List<Taken> taken) {
    this.status = status;
    this.actor = actor;
    this.roles = Set.copyOf(roles);
    this.actorsAgency = actorsAgency;
    this.agency = agency;
    this.taken = List.copyOf(taken);
  }

  /** States a fact; only while the facts are gathered. */
  public Facts state(Fact fact, boolean holds) {
    if (holds) {
      facts.add(fact);
    }
    return this;
  }

  /** States the digest of what stands now, for steps that confirm what a person saw. */
  public Facts stands(String what, Sha256 digest) {
    digests.put(what, digest);
    return this;
  }

  boolean holds(Fact fact) {
    return facts.contains(fact);
  }

  /** The digest of what stands now; null when nothing does. */
  public @Nullable Sha256 standing(String what) {
    return digests.get(what);
  }

  CaseStatus status() {
    return status;
  }

  ActorId actor() {
    return actor;
  }

  boolean holdsOneOf(Set<Role> wanted) {
    return roles.stream().anyMatch(wanted::contains);
  }

  boolean fromTheRequestingAgency() {
    return agency.equals(actorsAgency);
  }

  /** Whether a second approver must sign. */
  public boolean twoApprovers() {
    return holds(Fact.PROTECTED_ACCOUNT) || holds(Fact.EXPRESSION);
  }

  /** Whether the decision denies everything. */
  public boolean everyItemDenied() {
    return holds(Fact.EVERY_ITEM_DENIED);
  }

  /** Everybody who took one of these steps since the case last went back to review. */
  Set<ActorId> whoTook(String... steps) {
    Set<ActorId> people = new HashSet<>();
    for (Taken step : taken) {
      if (List.of(steps).contains(step.step())) {
        people.add(step.by());
      }
    }
    return people;
  }

  /** Whether a production of the case was handed over, whatever happened since. */
  boolean delivered() {
    return taken.stream().anyMatch(step -> step.step().equals("ConfirmHandOver"));
  }

  /** Whether somebody approved after the last proposal. */
  boolean approvedSinceProposal() {
    boolean approved = false;
    for (Taken step : taken) {
      approved = step.step().equals("Approve") || (approved && !step.step().equals("Propose"));
    }
    return approved;
  }
}
