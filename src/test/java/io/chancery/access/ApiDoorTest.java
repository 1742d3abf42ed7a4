package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.Test;

/** Which failures of a sign-in at the API say nothing about the token. */
class ApiDoorTest {

  @Test
  void aProviderThatDoesNotAnswerSaysNothingAboutTheToken() {
    for (Throwable failure :
        List.of(
            new AuthenticationFailedException(new ConnectException()),
            new AuthenticationFailedException(new TimeoutException()),
            new AuthenticationFailedException(new OIDCException("Error status:502")),
            new OIDCException("OIDC Server is not available", new ConnectException()))) {
      assertThat(ApiDoor.unanswered(failure)).as("%s", failure.getCause()).isTrue();
    }
  }

  @Test
  void aBadTokenIsOneAndADatabaseThatIsDownIsAnotherMatter() {
    for (Throwable failure :
        List.of(
            new AuthenticationFailedException(),
            new AuthenticationFailedException(new UnresolvableKeyException("no such key")),
            new AuthenticationFailedException(new InvalidJwtException("expired", List.of(), null)),
            new IllegalStateException(new ConnectException()))) {
      assertThat(ApiDoor.unanswered(failure)).as("%s", failure.getCause()).isFalse();
    }
  }
}
