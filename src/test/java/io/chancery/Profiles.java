package io.chancery;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/**
 * How Quarkus is started for tests, in one place. Each profile costs a restart: the default one
 * serves every test, with the embedded servers below.
 */
@WithTestResource(value = TestServices.class, scope = TestResourceScope.GLOBAL)
final class Profiles {
  private Profiles() {}
}
