package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.kernel.ActorId;
import io.chancery.platform.Problem;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who leaves signs nothing that cannot be undone, whoever wrote the act. */
class LeaversTest {
  private final List<LeaverRefused> told = new ArrayList<>();
  private final Leavers leavers = new Leavers(event());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lift-suspension",
        "notice-exception",
        "key-confirmation",
        "key-revocation",
        "take-rights",
        "issue-invoice",
        "objection",
        "recall-notice",
        "deletion-overdue",
        "correction",
        "review-access",
        "review-break-glass",
        "an-act-of-next-year"
      })
  void anActThatNobodyNamedIsRefusedAndTold(String act) {
    assertThatThrownBy(() -> leavers.keepFromTouch(somebody(true), act))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.code()).isEqualTo("guard_LEAVER"));
    assertThat(told).extracting(LeaverRefused::act).containsExactly(act);
    assertThatCode(() -> leavers.keepFromTouch(somebody(false), act)).doesNotThrowAnyException();
  }

  @Test
  void aStepOfACaseIsLeftToItsRules() {
    assertThatCode(() -> leavers.keepFromTouch(somebody(true), "release"))
        .doesNotThrowAnyException();
    assertThat(told).isEmpty();
  }

  /** A name that no act bears any more would let the next act of that name pass. */
  @Test
  void everyActThatIsNamedExists() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      String code =
          files
              .filter(file -> file.toString().endsWith(".java") && !file.endsWith("Leavers.java"))
              .map(LeaversTest::read)
              .collect(Collectors.joining());
      assertThat(Leavers.JUDGED_ELSEWHERE)
          .allSatisfy(act -> assertThat(code.contains('"' + act + '"')).as(act).isTrue());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Actor somebody(boolean leaving) {
    return new Actor(
        new ActorId(new UUID(1, 1)),
        Actor.Kind.STAFF,
        Set.of(Role.APPROVER),
        null,
        "Somebody",
        "test",
        leaving);
  }

  @SuppressWarnings("unchecked")
  private Event<LeaverRefused> event() {
    return (Event<LeaverRefused>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Event.class},
            (_, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("fire");
              told.add((LeaverRefused) arguments[0]);
              return null;
            });
  }
}
