package io.chancery.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.LedgerCheck;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Tables that say something else than the ledger, in a real portal. */
@QuarkusTest
class LedgerCheckIT {

  @Inject LedgerCheck check;

  @Test
  void forgedRowsAreNamedWithTheirCase() throws Exception {
    CaseWalk walk = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve();
    assertThat(differences(walk)).isEmpty();
    sql(
        "insert into step_taken select gen_random_uuid(), id, 'Seal', gen_random_uuid(), 'custodian',"
            + " 'COLLECTED', 'SEALED', now() from disclosure_case where reference = '"
            + walk.reference()
            + "'");
    assertThat(differences(walk))
        .containsExactly(
            walk.reference() + ": the table has the step Seal once, the ledger 0 times");
    sql(
        "update disclosure_case set status = 'WITHDRAWN' where reference = '"
            + walk.reference()
            + "'");
    assertThat(differences(walk))
        .hasSize(2)
        .anyMatch(text -> text.contains("the table says that the case is WITHDRAWN, the ledger"));
  }

  private List<String> differences(CaseWalk walk) throws IOException {
    LedgerCheck.Result result = check.run(List.of());
    assertThat(result.findings().wrongs()).isEmpty();
    return result.differences().stream().filter(text -> text.startsWith(walk.reference())).toList();
  }

  private static void sql(String statement) throws SQLException {
    Config config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
        Statement sql = connection.createStatement()) {
      sql.execute("select set_config('chancery.side', 'system', false)");
      sql.execute(statement);
    }
  }
}
