package io.chancery.directory;

import io.chancery.access.StepUps;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The passkey's part of a form.
 *
 * @param given whether the touch waits to be used
 * @param href where to give it
 * @param again whether it was needed while the person had already typed
 */
record Touch(boolean given, String href, boolean again) {
  static Touch of(
      StepUps stepUps, String act, String object, String back, @Nullable Problem problem) {
    return new Touch(
        stepUps.present(act, object),
        stepUps.begin(act, object, back).toString(),
        problem != null && problem.type() == ProblemType.STEP_UP_REQUIRED);
  }
}
