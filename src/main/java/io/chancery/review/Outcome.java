package io.chancery.review;

/** What a reviewer may decide about an item. */
public enum Outcome {
  /** As asked. */
  GRANT,
  /** A shorter period, or fewer fields, than asked. */
  NARROW,
  /** Nothing of it. */
  DENY
}
