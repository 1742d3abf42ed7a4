package io.chancery.demo;

/** Something did not hold; the message says what. */
final class DemoFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailed(String what) {
    super(what);
  }
}
