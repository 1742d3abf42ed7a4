package io.chancery.access;

import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A fresh touch of the passkey, bound to one act on one object. On pages each touch is worth one
 * act: a row in the database, made by a sign-in of its own and consumed by the act. At the API the
 * token itself must come from a step-up that is minutes old (docs/adr/0008).
 */
@ApplicationScoped
public class StepUps {
  private static final Logger LOG = Logger.getLogger(StepUps.class);

  /** A token that was refreshed keeps its level; one that was made at the touch is this young. */
  private static final Duration ISSUED_WITH_THE_TOUCH = Duration.ofSeconds(60);

  static final Duration LEEWAY = Duration.ofSeconds(30);

  private final RequestActor current;
  private final Leavers leavers;
  private final StepUpRows rows;
  private final StepUpConfiguration configuration;
  private final Clock clock;

  StepUps(
      RequestActor current,
      Leavers leavers,
      StepUpRows rows,
      StepUpConfiguration configuration,
      Clock clock) {
    this.current = current;
    this.leavers = leavers;
    this.rows = rows;
    this.configuration = configuration;
    if (configuration.maxAge().compareTo(StepUpConfiguration.CEILING) > 0) {
      throw new IllegalArgumentException("chancery.step-up.max-age is at most 15 minutes");
    }
    if (configuration.totpFallback()) {
      LOG.warn("chancery.step-up.totp-fallback: codes count as a touch for officers of agencies");
    }
    this.clock = clock;
  }

  /**
   * Where a page sends the person for the touch.
   *
   * @param act a code such as {@code approve}
   * @param object what the act is about: an opaque id, never a name
   * @param back the page to return to: a path of this portal
   */
  public URI begin(String act, String object, String back) {
    return begin(current.get(), act, object, back);
  }

  static URI begin(Actor actor, String act, String object, String back) {
    return URI.create(
        "/step-up/%s/begin?act=%s&object=%s&back=%s"
            .formatted(realm(actor), encode(act), encode(object), encode(back)));
  }

  /** Whether the touch for this act has been given and waits to be used. */
  @Transactional
  public boolean present(String act, String object) {
    Actor actor = current.get();
    return switch (source()) {
      case PAGES -> rows.waiting(actor.id(), Bearer.session(token()), act, object, oldest());
      case API -> freshTouch(actor, token()).isPresent();
      case TEST -> true;
      case NOBODY -> false;
    };
  }

  /**
   * Uses the touch for this act, in the transaction of the act: when that is rolled back, the touch
   * waits again.
   *
   * @throws StepUpRequired when there is no touch, or it was used, is too old or was for another
   *     act
   * @throws Problem blocked while a new passkey cools down, whichever key was touched, and for who
   *     leaves ({@link Leavers})
   * @throws ForbiddenException when a system asks: there is nobody who could touch anything
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void require(String act, String object) {
    Actor actor = current.get();
    leavers.keepFromTouch(actor, act);
    Optional<String> method =
        switch (source()) {
          case PAGES ->
              rows.consume(
                      actor.id(), Bearer.session(token()), act, object, oldest(), clock.instant())
                  .map(touch -> settled(touch.newestKey(), touch.method()));
          case API -> freshTouch(actor, token()).map(touch -> settled(newestKey(), touch));
          case TEST -> Optional.of(settled(ActingAs.enrolled(), TouchMethods.PASSKEY));
          case NOBODY -> throw new ForbiddenException("only a person can do this");
        };
    current.touched(method.orElseThrow(() -> new StepUpRequired(act, object)));
  }

  /**
   * The touch does not say which key was touched, so the newest counts: whoever took an account
   * over enrols a key and has to wait, and its owner has a day to notice.
   */
  private String settled(@Nullable Instant newestKey, String method) {
    Duration coolDown = configuration.coolDown();
    if (coolDown.isPositive()
        && (newestKey == null || newestKey.plus(coolDown).isAfter(clock.instant()))) {
      throw Problem.of(ProblemType.BLOCKED, "passkey_new");
    }
    return method;
  }

  /** Asked before the transaction began. */
  private @Nullable Instant newestKey() {
    if (!configuration.coolDown().isPositive()) {
      return null;
    }
    return current
        .newestPasskey()
        .orElseThrow(() -> Problem.of(ProblemType.UNAVAILABLE, "identity_provider"))
        .orElse(null);
  }

  private enum Source {
    PAGES,
    API,
    TEST,
    NOBODY
  }

  private Source source() {
    if (ActingAs.current().isPresent()) {
      return ActingAs.touched() ? Source.TEST : Source.NOBODY;
    }
    return Bearer.of(token())
        .map(bearer ->
            switch (bearer.kind()) {
              case PAGES -> Source.PAGES;
              case API -> Source.API;
              case SYSTEM -> Source.NOBODY;
            })
        .orElse(Source.NOBODY);
  }

  private JsonWebToken token() {
    return current.token().orElseThrow(ForbiddenException::new);
  }

  /** Level, method, age of the touch, and that this very token came from it; the method. */
  private Optional<String> freshTouch(Actor actor, JsonWebToken token) {
    Long touched = Bearer.authenticationTime(token);
    if (touched == null || !TouchProof.LEVEL.equals(token.getClaim("acr"))) {
      return Optional.empty();
    }
    Instant at = Instant.ofEpochSecond(touched);
    Instant issued = Instant.ofEpochSecond(token.getIssuedAtTime());
    boolean fresh =
        !at.isBefore(oldest())
            && !at.isAfter(clock.instant().plus(LEEWAY))
            && !issued.isAfter(at.plus(ISSUED_WITH_THE_TOUCH));
    return fresh
        ? TouchMethods.counted(realm(actor), Bearer.methods(token), configuration.totpFallback())
        : Optional.empty();
  }

  private static String realm(Actor actor) {
    return actor.kind() == Actor.Kind.STAFF ? Realms.STAFF : Realms.AGENCY;
  }

  private Instant oldest() {
    return clock.instant().minus(configuration.maxAge()).minus(LEEWAY);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
