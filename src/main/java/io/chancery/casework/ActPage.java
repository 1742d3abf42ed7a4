package io.chancery.casework;

import io.chancery.kernel.Period;
import io.chancery.platform.FormErrors;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every page of an act needs: the case exactly as it is shown, so that what was seen is what
 * is acted on, and what went wrong last time.
 *
 * @param agencySuspended whether the agency that asks has been stopped
 * @param here the page's own path
 * @param problem why the last attempt failed; null on a first look
 */
public record ActPage(
    PageChrome chrome,
    CaseView view,
    boolean agencySuspended,
    String here,
    @Nullable Problem problem,
    Instant now) {

  /**
   * The passkey's part of a form.
   *
   * @param given whether the touch waits to be used
   * @param href where to give it
   * @param again whether it was needed while the person had already typed
   */
  public record Touch(boolean given, String href, boolean again) {}

  /** What went wrong, for the summary and the fields. */
  public FormErrors errors() {
    return problem == null ? FormErrors.none() : FormErrors.of(problem, chrome.language());
  }

  /** A path below this page. */
  public String at(String suffix) {
    return here + suffix;
  }

  /** The case's own page. */
  public String casePage() {
    return "/desk/cases/" + view.reference();
  }

  /** Whether the case stands in this status. */
  public boolean is(String status) {
    return view.status().name().equals(status);
  }

  /** Whether an account of the case is protected, so that two approvers must sign. */
  public boolean guarded() {
    return Boolean.TRUE.equals(view.protectedAccount());
  }

  /** Whether two approvers must sign: for a protected account, or a case about expression. */
  public boolean twoApprovers() {
    return guarded() || view.expression();
  }

  boolean isOneOf(Set<CaseStatus> statuses) {
    return statuses.contains(view.status());
  }

  boolean touchWasMissing() {
    return problem != null && problem.type() == ProblemType.STEP_UP_REQUIRED;
  }

  /** The instrument's date, said in this page's language. */
  public String issued() {
    return DeskWords.day(chrome, view.instrument().issuedOn());
  }

  /** How much time is left, in words; empty when no clock runs. */
  public String remaining() {
    CaseView.ClockView clock = view.clock();
    Instant due = clock == null || clock.over() ? null : clock.dueAt();
    return due == null ? "" : DeskWords.remaining(chrome, due, now);
  }

  /** The law behind that time. */
  public String clockLaw() {
    CaseView.ClockView clock = view.clock();
    return clock == null ? "" : clock.citation();
  }

  /** A period, said in this page's language. */
  public String period(Period period) {
    return DeskWords.period(chrome, period);
  }

  /** A number, written in this page's language. */
  public String number(long number) {
    return DeskWords.number(chrome, number);
  }
}
