package io.chancery.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.access.Role;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/state-machine.md} is generated from the code; a stale one fails here. */
class StateMachineDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/state-machine.md");
  private static final ActorId ANYBODY = new ActorId(new UUID(0, 9));

  @Test
  void theDocumentSaysWhatTheCodeDoes() throws IOException {
    String generated = generate();
    if (Boolean.getBoolean("chancery.write-documents")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, generated);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("run ./mvnw test -Dtest=StateMachineDocumentTest -Dchancery.write-documents=true")
        .isEqualTo(generated);
  }

  private static String generate() {
    StringBuilder text = new StringBuilder();
    text.append("# The state machine of a case\n\n");
    text.append("Generated from `casework.CaseStatus` and `casework.CaseStep`; do not edit.\n\n");
    text.append("| Status | Who acts next |\n|---|---|\n");
    for (CaseStatus status : CaseStatus.values()) {
      Role next = status.actsNext();
      text.append("| `").append(status).append("` | ");
      text.append(next == null ? "nobody" : next.key()).append(" |\n");
    }
    text.append("\n| Step | From | To | By | Ledger entry |\n|---|---|---|---|---|\n");
    for (CaseStep step : Steps.all(ANYBODY)) {
      text.append("| `").append(step.name()).append("` | ");
      text.append(
          step.from().isEmpty()
              ? "–"
              : step.from().stream().map(s -> "`" + s + "`").collect(Collectors.joining(", ")));
      text.append(" | ").append(targets(step)).append(" | ");
      text.append(step.roles().stream().map(Role::key).collect(Collectors.joining(", ")));
      text.append(" | `")
          .append(step.event(CaseStatus.APPROVED).getClass().getSimpleName())
          .append("` |\n");
    }
    return text.toString();
  }

  private static String targets(CaseStep step) {
    AgencyId agency = new AgencyId(new UUID(0, 8));
    Facts plain = new Facts(CaseStatus.SUBMITTED, ANYBODY, Set.of(), agency, agency, List.of());
    Facts denied =
        new Facts(CaseStatus.SUBMITTED, ANYBODY, Set.of(), agency, agency, List.of())
            .state(Facts.Fact.EVERY_ITEM_DENIED, true);
    Facts guarded =
        new Facts(CaseStatus.SUBMITTED, ANYBODY, Set.of(), agency, agency, List.of())
            .state(Facts.Fact.PROTECTED_ACCOUNT, true);
    String ordinary = "`" + step.to(plain) + "`";
    if (step.to(denied) != step.to(plain)) {
      ordinary += "; `" + step.to(denied) + "` when every item is denied";
    }
    if (step.to(guarded) != step.to(plain)) {
      ordinary += "; stays for a protected account until a second approver signs";
    }
    return ordinary;
  }
}
