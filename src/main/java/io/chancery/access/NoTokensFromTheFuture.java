package io.chancery.access;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;
import org.jspecify.annotations.Nullable;

/**
 * A token that says it will be issued later comes from a clock that is wrong, or was made to
 * outlive its time; one that says nothing could pass for fresh. The OIDC extension checks {@code
 * exp} and {@code nbf} alone.
 */
@ApplicationScoped
@Unremovable
class NoTokensFromTheFuture implements Validator {
  private final Clock clock;

  NoTokensFromTheFuture(Clock clock) {
    this.clock = clock;
  }

  @Override
  public @Nullable String validate(JwtContext context) throws MalformedClaimException {
    NumericDate issued = context.getJwtClaims().getIssuedAt();
    Instant latest = clock.instant().plus(StepUps.LEEWAY);
    if (issued == null) {
      return "the token does not say when it was issued";
    }
    return Instant.ofEpochSecond(issued.getValue()).isAfter(latest)
        ? "the token is issued in the future"
        : null;
  }
}
