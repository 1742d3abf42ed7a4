package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every endpoint has its line, and the doors are what the lines say. */
class PermissionTableTest {
  private static final Path DOCUMENT = Path.of("docs/permissions.md");

  @Test
  void everyEndpointHasOneLine() {
    assertThat(PermissionTable.rows().stream().map(PermissionTable.Row::endpoint))
        .as("src/test/resources/permissions.csv")
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(PermissionTable.endpoints().keySet());
  }

  @Test
  void eachDoorLetsInWhomTheTableNames() {
    var endpoints = PermissionTable.endpoints();
    for (PermissionTable.Row row : PermissionTable.rows()) {
      PermissionTable.Endpoint endpoint = endpoints.get(row.endpoint());
      Set<String> named =
          row.cells().entrySet().stream()
              .filter(cell -> !cell.getValue().equals("no"))
              .map(cell -> cell.getKey())
              .collect(Collectors.toUnmodifiableSet());
      assertThat(endpoint.roles()).as(row.endpoint()).isEqualTo(named);
      assertThat(endpoint.object()).as(row.endpoint()).isEqualTo(row.object());
    }
  }

  @Test
  void theDocumentShowsTheTable() throws IOException {
    if (Boolean.getBoolean("chancery.write-documents")) {
      PermissionTable.write(DOCUMENT);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("run ./mvnw test -Dtest=PermissionTableTest -Dchancery.write-documents=true")
        .isEqualTo(PermissionTable.document());
  }
}
