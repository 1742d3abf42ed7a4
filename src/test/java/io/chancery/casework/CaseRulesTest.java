package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.access.Role;
import io.chancery.casework.Facts.Fact;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules alone: no clock, no database. */
class CaseRulesTest {
  private static final ActorId ACTOR = new ActorId(new UUID(7, 7));
  private static final ActorId SOMEBODY = new ActorId(new UUID(7, 8));
  private static final AgencyId AGENCY = new AgencyId(new UUID(9, 9));

  @Test
  void aStepIsPossibleFromItsStatesAndNoOther() {
    for (CaseStep step : Steps.all(ACTOR)) {
      if (step.from().isEmpty()) {
        continue;
      }
      for (CaseStatus status : CaseStatus.values()) {
        Optional<StepResult> result = CaseRules.judge(permitting(status, step), step);
        if (step.from().contains(status)) {
          assertThat(result).as("%s from %s", step.name(), status).isEmpty();
        } else {
          assertThat(result)
              .as("%s from %s", step.name(), status)
              .contains(new StepResult.NotFromHere(status));
        }
      }
    }
  }

  @Test
  void theTableCoversEveryStep() {
    assertThat(Steps.all(ACTOR)).hasSameSizeAs(CaseStep.class.getPermittedSubclasses());
  }

  @Test
  void nobodyActsWithoutTheRole() {
    for (CaseStep step : Steps.all(ACTOR)) {
      for (Role role : Role.values()) {
        if (step.roles().contains(role)) {
          continue;
        }
        CaseStatus from = step.from().stream().findFirst().orElse(CaseStatus.SUBMITTED);
        Facts facts = facts(from, Set.of(role), List.of());
        assertThat(CaseRules.judge(allTrue(facts, step), step))
            .as("%s as %s", step.name(), role)
            .contains(new StepResult.Blocked(Guard.ROLE));
      }
    }
  }

  @Test
  void nobodyActsInTwoDecidingRoles() {
    assertFourEyes("Approve", "Propose");
    assertFourEyes("BeginCollection", "Propose", "Approve", "ThirdSign");
    assertFourEyes("Seal", "Propose", "Approve", "ThirdSign");
    assertFourEyes("Release", "Propose", "Approve", "ThirdSign", "BeginCollection", "Seal");
    assertFourEyes("Propose", "Seal", "ProposeExclusion", "CancelCollection", "Release");
    assertFourEyes("ProposeExclusion", "Propose", "Approve", "ThirdSign", "ConfirmExclusion");
    for (String answer : List.of("ConfirmExclusion", "RejectExclusion")) {
      assertFourEyes(answer, "ProposeExclusion", "BeginCollection", "Recollect", "Seal", "Release");
      assertFourEyes("Seal", answer);
      assertFourEyes("Release", answer);
    }
    assertFourEyes("ProposeReissue", "Propose", "Approve", "ThirdSign", "Reissue", "Release");
    for (String answer : List.of("Reissue", "RejectReissue")) {
      assertFourEyes(answer, "ProposeReissue", "BeginCollection", "Recollect", "Seal", "Release");
      assertFourEyes("Seal", answer);
      assertFourEyes("Release", answer, "ProposeReissue");
    }
  }

  @Test
  void whoRefersAMatterTakesNoFurtherPartInItButMayGiveItUp() {
    for (CaseStep step : Steps.all(ACTOR)) {
      if (step.from().isEmpty()) {
        continue;
      }
      List<Facts.Taken> mine = List.of(new Facts.Taken("Refer", ACTOR));
      Facts facts = allTrue(facts(step.from().iterator().next(), step.roles(), mine), step);
      boolean ends = List.of("Refuse", "Close").contains(step.name());
      assertThat(CaseRules.judge(facts, step))
          .as(step.name())
          .isEqualTo(
              ends ? Optional.empty() : Optional.of(new StepResult.Blocked(Guard.FOUR_EYES)));
    }
  }

  @Test
  void anAgencyDoesNotWithdrawWhatItDidNotAskFor() {
    CaseStep withdraw = Steps.named("Withdraw", ACTOR);
    assertMissing(withdraw, Fact.REQUESTED, Guard.NOT_THE_REQUESTER);
    CaseStep refuse = Steps.named("Refuse", ACTOR);
    Facts given = permittingWithout(CaseStatus.SUBMITTED, refuse, Fact.REQUESTED);
    assertThat(CaseRules.judge(given, refuse)).isEmpty();
  }

  @Test
  void aProtectedAccountWaitsForASecondApprover() {
    CaseStep approve = Steps.named("Approve", ACTOR);
    Facts facts = permitting(CaseStatus.AWAITING_APPROVAL, approve);
    facts.state(Fact.PROTECTED_ACCOUNT, true);
    assertThat(approve.to(facts)).isEqualTo(CaseStatus.AWAITING_APPROVAL);

    CaseStep third = Steps.named("ThirdSign", ACTOR);
    List<Facts.Taken> signed =
        List.of(new Facts.Taken("Propose", SOMEBODY), new Facts.Taken("Approve", SOMEBODY));
    Facts later =
        allTrue(facts(CaseStatus.AWAITING_APPROVAL, third.roles(), signed), third)
            .state(Fact.PROTECTED_ACCOUNT, true);
    assertThat(CaseRules.judge(later, third)).isEmpty();
    assertThat(third.to(later)).isEqualTo(CaseStatus.APPROVED);

    List<Facts.Taken> byMe =
        List.of(new Facts.Taken("Propose", SOMEBODY), new Facts.Taken("Approve", ACTOR));
    Facts same =
        allTrue(facts(CaseStatus.AWAITING_APPROVAL, third.roles(), byMe), third)
            .state(Fact.PROTECTED_ACCOUNT, true);
    assertThat(CaseRules.judge(same, third)).contains(new StepResult.Blocked(Guard.FOUR_EYES));
  }

  @Test
  void aCaseAboutExpressionWaitsForASecondApproverLikeAProtectedAccount() {
    CaseStep approve = Steps.named("Approve", ACTOR);
    Facts facts = permitting(CaseStatus.AWAITING_APPROVAL, approve).state(Fact.EXPRESSION, true);
    assertThat(approve.to(facts)).isEqualTo(CaseStatus.AWAITING_APPROVAL);
    CaseStep release = Steps.named("Release", ACTOR);
    Facts one =
        allTrue(
                facts(
                    CaseStatus.SEALED,
                    release.roles(),
                    List.of(new Facts.Taken("Approve", SOMEBODY))),
                release)
            .state(Fact.EXPRESSION, true);
    assertThat(CaseRules.judge(one, release))
        .contains(new StepResult.Blocked(Guard.THIRD_SIGNATURE));
  }

  @Test
  void oneApproverIsNotEnoughToReleaseAProtectedAccount() {
    CaseStep release = Steps.named("Release", ACTOR);
    Facts facts =
        allTrue(
                facts(
                    CaseStatus.SEALED,
                    release.roles(),
                    List.of(new Facts.Taken("Approve", SOMEBODY))),
                release)
            .state(Fact.PROTECTED_ACCOUNT, true);
    assertThat(CaseRules.judge(facts, release))
        .contains(new StepResult.Blocked(Guard.THIRD_SIGNATURE));
  }

  @Test
  void anApprovalBindsToWhatWasShown() {
    CaseStep approve = Steps.named("Approve", ACTOR);
    Facts facts = facts(CaseStatus.AWAITING_APPROVAL, approve.roles(), List.of());
    for (Fact fact : guarding()) {
      facts.state(fact, true);
    }
    facts.stands("decision", io.chancery.kernel.Sha256.hash("something else"));
    assertThat(CaseRules.judge(facts, approve))
        .contains(new StepResult.Blocked(Guard.SHOWN_DIFFERS));
  }

  @Test
  void eachMissingFactBlocksAReleaseByName() {
    CaseStep release = Steps.named("Release", ACTOR);
    assertMissing(release, Fact.IN_STANDING, Guard.NOT_IN_STANDING);
    assertMissing(release, Fact.RECIPIENT_KEY_VALID, Guard.NO_RECIPIENT_KEY);
    assertMissing(release, Fact.PACKAGE_SOUND, Guard.PACKAGE_UNSOUND);
    assertMissing(release, Fact.SEAL_CHECKPOINTED, Guard.NOT_CHECKPOINTED);
    assertMissing(release, Fact.NOT_SUSPENDED, Guard.SUSPENDED);
    for (String step : List.of("BeginCollection", "Recollect", "Seal", "Release")) {
      assertMissing(Steps.named(step, ACTOR), Fact.ORDER_STANDS, Guard.ORDER_OVER);
    }
    for (String step : List.of("Propose", "Approve", "Release")) {
      assertMissing(Steps.named(step, ACTOR), Fact.CLARIFIED, Guard.CLARIFICATION_OPEN);
    }
    assertMissing(Steps.named("Verify", ACTOR), Fact.CHECKS_PASSED, Guard.CHECKS_OPEN);
    for (CaseStep emergency : List.of(Steps.named("Verify", ACTOR), release)) {
      assertMissing(emergency, Fact.SUPERVISOR_CONFIRMED, Guard.SUPERVISOR_MISSING);
      assertMissing(emergency, Fact.CALLED_BACK, Guard.CALL_BACK_MISSING);
    }
    assertMissing(Steps.named("Close", ACTOR), Fact.OBLIGATIONS_SETTLED, Guard.OBLIGATION_OPEN);
    assertMissing(Steps.named("Close", ACTOR), Fact.DELETION_SETTLED, Guard.DELETION_OPEN);
    assertMissing(Steps.named("Propose", ACTOR), Fact.ITEMS_DECIDED, Guard.ITEMS_UNDECIDED);
    assertMissing(Steps.named("Propose", ACTOR), Fact.WITHIN_REACH, Guard.BEYOND_REACH);
    assertMissing(Steps.named("Propose", ACTOR), Fact.TARGETS_RESOLVED, Guard.TARGETS_UNRESOLVED);
    assertMissing(Steps.named("Approve", ACTOR), Fact.WITHIN_REACH, Guard.BEYOND_REACH);
    for (String reads : List.of("BeginCollection", "Recollect")) {
      assertMissing(Steps.named(reads, ACTOR), Fact.WITHIN_CEILING, Guard.READ_CEILING);
    }
    assertMissing(Steps.named("Seal", ACTOR), Fact.EXCLUSIONS_ANSWERED, Guard.EXCLUSIONS_OPEN);
    assertMissing(Steps.named("Seal", ACTOR), Fact.ARTEFACTS_DECIDED, Guard.ARTEFACTS_UNDECIDED);
    assertMissing(
        Steps.named("ConfirmHandOver", ACTOR), Fact.TRANSFER_COMPLETE, Guard.TRANSFER_INCOMPLETE);
  }

  @Test
  void whatWasDeliveredIsIssuedAgainAsItIsAndNeverChanged() {
    List<Facts.Taken> delivered = List.of(new Facts.Taken("ConfirmHandOver", SOMEBODY));
    for (String name : List.of("Recollect", "ProposeExclusion", "Stop", "Reopen", "Withdraw")) {
      CaseStep step = Steps.named(name, ACTOR);
      Facts facts = allTrue(facts(CaseStatus.COLLECTED, step.roles(), delivered), step);
      assertThat(CaseRules.judge(facts, step))
          .as(name)
          .contains(new StepResult.Blocked(Guard.ALREADY_DELIVERED));
    }
    assertMissing(Steps.named("Seal", ACTOR), Fact.SAME_PAYLOAD, Guard.PAYLOAD_DIFFERS);
    for (String name : List.of("ProposeReissue", "Reissue")) {
      assertMissing(Steps.named(name, ACTOR), Fact.OTHER_RECIPIENT, Guard.SAME_RECIPIENT);
      assertMissing(Steps.named(name, ACTOR), Fact.RECIPIENT_KEY_VALID, Guard.NO_RECIPIENT_KEY);
    }
    CaseStep end = Steps.named("EndReissue", ACTOR);
    assertThat(CaseRules.judge(allTrue(facts(CaseStatus.SEALED, end.roles(), List.of()), end), end))
        .contains(new StepResult.Blocked(Guard.NOT_REISSUING));
  }

  @Test
  void whoLeavesTakesNoStepThatCannotBeUndone() {
    for (CaseStep step : Steps.all(ACTOR)) {
      CaseStatus from = step.from().stream().findFirst().orElse(CaseStatus.SUBMITTED);
      Facts facts = permitting(from, step).state(Fact.LEAVING, true);
      Optional<StepResult> result = CaseRules.judge(facts, step);
      if (step.irreversible()) {
        assertThat(result).as(step.name()).contains(new StepResult.Blocked(Guard.LEAVER));
      } else {
        assertThat(result).as(step.name()).isEmpty();
      }
    }
    assertThat(Steps.all(ACTOR).stream().filter(CaseStep::irreversible).map(CaseStep::name))
        .contains("Approve", "ThirdSign", "Release", "ConfirmExclusion", "Void", "Stop");
  }

  @Test
  void whoDeclaredAConflictTakesNoStepAtAll() {
    for (CaseStep step : Steps.all(ACTOR)) {
      CaseStatus from = step.from().stream().findFirst().orElse(CaseStatus.SUBMITTED);
      Facts facts = permitting(from, step).state(Fact.RECUSED, true);
      assertThat(CaseRules.judge(facts, step))
          .as(step.name())
          .contains(new StepResult.Blocked(Guard.CONFLICT));
    }
  }

  @Test
  void theDatabaseKeepsTheSameStepsFromWhoLeaves() throws IOException {
    String guards =
        Files.readString(Path.of("src/main/resources/db/migration/R__guards_directory.sql"));
    String guard = guards.substring(guards.indexOf("function chancery_step_in_standing"));
    String list = guard.substring(guard.indexOf("new.step in ("), guard.indexOf("))))"));
    assertThat(Pattern.compile("'(\\w+)'").matcher(list).results().map(step -> step.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Steps.all(ACTOR).stream().filter(CaseStep::irreversible).map(CaseStep::name).toList());
  }

  @Test
  void whoLeavesIsToldTheRoleFirst() {
    CaseStep release = Steps.named("Release", ACTOR);
    Facts facts = allTrue(facts(CaseStatus.SEALED, Set.of(Role.CLERK), List.of()), release);
    facts.state(Fact.LEAVING, true);
    assertThat(CaseRules.judge(facts, release)).contains(new StepResult.Blocked(Guard.ROLE));
  }

  @Test
  void aCaseTouchedInAnEmergencyWaitsForTheAuditor() {
    assertMissing(Steps.named("Close", ACTOR), Fact.BREAK_GLASS_REVIEWED, Guard.BREAK_GLASS_OPEN);
  }

  @Test
  void everyStatusIsReachedAndFinalOnesHaveNoExit() {
    Set<CaseStatus> reached = EnumSet.of(CaseStatus.SUBMITTED);
    Deque<CaseStatus> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      CaseStatus status = open.pop();
      for (CaseStep step : Steps.all(ACTOR)) {
        if (step.from().contains(status)) {
          CaseStatus next = step.to(permittingWithout(status, step, Fact.EVERY_ITEM_DENIED));
          if (reached.add(next)) {
            open.push(next);
          }
        }
      }
    }
    assertThat(reached).containsExactlyInAnyOrder(CaseStatus.values());
    Arrays.stream(CaseStatus.values())
        .filter(CaseStatus::isFinal)
        .forEach(end ->
            assertThat(Steps.all(ACTOR))
                .as("exits of %s", end)
                .noneMatch(s -> s.from().contains(end)));
  }

  /** Whatever path is taken, nothing is released that was not within reach at every signature. */
  @Test
  void noPathReleasesWhatTheInstrumentDoesNotReach() {
    Set<CaseStatus> seen = new HashSet<>(Set.of(CaseStatus.SUBMITTED));
    Deque<CaseStatus> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      CaseStatus status = open.pop();
      for (CaseStep step : Steps.all(ACTOR)) {
        Facts facts = permittingWithout(status, step, Fact.WITHIN_REACH, Fact.PRESERVES);
        if (CaseRules.judge(facts, step).isEmpty() && step.from().contains(status)) {
          if (seen.add(step.to(facts))) {
            open.push(step.to(facts));
          }
        }
      }
    }
    assertThat(seen)
        .doesNotContain(
            CaseStatus.AWAITING_APPROVAL,
            CaseStatus.APPROVED,
            CaseStatus.COLLECTING,
            CaseStatus.SEALED,
            CaseStatus.RELEASED,
            CaseStatus.DELIVERED);
  }

  /** What is stored leaves by no path: a request to preserve only waits, ends or is given up. */
  @Test
  void noPathReleasesWhatIsOnlyPreserved() {
    Set<CaseStatus> seen = new HashSet<>(Set.of(CaseStatus.SUBMITTED));
    Deque<CaseStatus> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      CaseStatus status = open.pop();
      for (CaseStep step : Steps.all(ACTOR)) {
        Facts facts = permittingWithout(status, step, Fact.PRODUCES);
        if (CaseRules.judge(facts, step).isEmpty()
            && step.from().contains(status)
            && seen.add(step.to(facts))) {
          open.push(step.to(facts));
        }
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            CaseStatus.SUBMITTED,
            CaseStatus.IN_REVIEW,
            CaseStatus.COLLECTING,
            CaseStatus.COLLECTED,
            CaseStatus.PRESERVED,
            CaseStatus.CLOSED,
            CaseStatus.REFUSED,
            CaseStatus.WITHDRAWN);
  }

  @Test
  void aPreservationIsRenewedEndedAndLiftedByItsOwnRules() {
    assertMissing(Steps.named("BeginSnapshot", ACTOR), Fact.PRESERVES, Guard.PRODUCES_ONLY);
    // Unverified only where it goes with a request that is being verified.
    assertMissing(Steps.named("BeginSnapshot", ACTOR), Fact.COMPANION, Guard.CHECKS_OPEN);
    assertMissing(Steps.named("Extend", ACTOR), Fact.RENEWABLE, Guard.NOT_RENEWABLE);
    assertMissing(Steps.named("Lapse", ACTOR), Fact.TERM_OVER, Guard.TERM_RUNS);
    assertMissing(Steps.named("Lapse", ACTOR), Fact.NOT_SUSPENDED, Guard.SUSPENDED);
    assertMissing(Steps.named("Lift", ACTOR), Fact.LIFT_BY_TWO, Guard.LIFT_UNCONFIRMED);
    assertFourEyes("BeginSnapshot", "Propose", "Approve");
  }

  private static void assertFourEyes(String step, String... taken) {
    CaseStep now = Steps.named(step, ACTOR);
    CaseStatus from = now.from().iterator().next();
    for (String earlier : taken) {
      Facts facts =
          allTrue(facts(from, now.roles(), List.of(new Facts.Taken(earlier, ACTOR))), now);
      assertThat(CaseRules.judge(facts, now))
          .as("%s after %s by the same person", step, earlier)
          .contains(new StepResult.Blocked(Guard.FOUR_EYES));
    }
  }

  private static void assertMissing(CaseStep step, Fact fact, Guard guard) {
    CaseStatus from = step.from().iterator().next();
    assertThat(CaseRules.judge(permittingWithout(from, step, fact), step))
        .as("%s without %s", step.name(), fact)
        .contains(new StepResult.Blocked(guard));
  }

  private static Facts permitting(CaseStatus status, CaseStep step) {
    List<Facts.Taken> taken =
        switch (step) {
          case CaseStep.ThirdSign _ -> List.of(new Facts.Taken("Approve", SOMEBODY));
          case CaseStep.EndReissue _ -> List.of(new Facts.Taken("ConfirmHandOver", SOMEBODY));
          default -> List.of();
        };
    Facts facts = allTrue(facts(status, step.roles(), taken), step);
    return step instanceof CaseStep.ThirdSign ? facts.state(Fact.PROTECTED_ACCOUNT, true) : facts;
  }

  private static Facts permittingWithout(CaseStatus status, CaseStep step, Fact... missing) {
    Facts facts = facts(status, step.roles(), List.of());
    for (Fact fact : guarding()) {
      facts.state(fact, !List.of(missing).contains(fact));
    }
    return shown(facts);
  }

  private static Facts facts(CaseStatus status, Set<Role> roles, List<Facts.Taken> taken) {
    return new Facts(status, ACTOR, roles, AGENCY, AGENCY, taken);
  }

  private static Facts allTrue(Facts facts, CaseStep step) {
    for (Fact fact : guarding()) {
      facts.state(fact, !(step instanceof CaseStep.Recall && fact == Fact.FETCHED));
    }
    return shown(facts);
  }

  private static Facts shown(Facts facts) {
    return facts
        .stands("decision", Steps.SHOWN)
        .stands("scope", Steps.SHOWN)
        .stands("package", Steps.SHOWN)
        .stands("exclusion", Steps.SHOWN)
        .stands("reissue", Steps.SHOWN);
  }

  private static Set<Fact> guarding() {
    Set<Fact> facts = EnumSet.allOf(Fact.class);
    facts.remove(Fact.PROTECTED_ACCOUNT);
    facts.remove(Fact.EXPRESSION);
    facts.remove(Fact.EVERY_ITEM_DENIED);
    facts.remove(Fact.FETCHED);
    facts.remove(Fact.LEAVING);
    facts.remove(Fact.RECUSED);
    return facts;
  }
}
