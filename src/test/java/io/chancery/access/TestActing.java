package io.chancery.access;

import java.util.concurrent.Callable;

/** Lets a test call a facade as if a request of that actor had come in. */
public final class TestActing {
  private TestActing() {}

  /** {@code actor} acts; no key was touched. */
  public static <T> T as(Actor actor, Callable<T> work) throws Exception {
    return ActingAs.as(actor, work);
  }

  /** {@code actor} acts, and has touched the key for every act in {@code work}. */
  public static <T> T touched(Actor actor, Callable<T> work) throws Exception {
    return ActingAs.asTouched(actor, work);
  }
}
