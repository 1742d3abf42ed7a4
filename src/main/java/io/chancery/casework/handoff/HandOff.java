package io.chancery.casework.handoff;

/** What one stage leaves for the next. */
public sealed interface HandOff
    permits SubmittedRequest, VerifiedRequest, ApprovedScope, CollectedSet, SealedPackage {

  /** The case's reference. */
  String reference();
}
