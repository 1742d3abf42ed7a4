package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.access.TestActing;
import io.chancery.directory.StaffEndings;
import io.chancery.path.GrantedRights;
import io.chancery.path.Rows;
import io.chancery.proof.Findings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody has to be there before two can act; nobody is named at the machine while two could. */
@QuarkusTest
class NameStaffIT {
  private static final String SUBJECT = "5f0f3c5e-rhea";

  /** A moment that no other test notes. */
  private static final String LEFT = "'2026-01-02T03:04:05Z'";

  @Inject NameStaff command;
  @Inject StaffEndings endings;

  private String right;

  @AfterEach
  void everybodyIsBackAndNobodyStays() throws Exception {
    Rows.asAdministrator("update staff_member set leaver_from = null where leaver_from = " + LEFT);
    if (right != null) {
      TestActing.touched(
          GrantedRights.ADMINISTRATOR,
          () -> {
            endings.endRole(UUID.fromString(right), "two could act again");
            return right;
          });
    }
  }

  @Test
  void whileAnAdministratorAndAnApproverAreThereNobodyIsNamed() throws Exception {
    Said said = run("approver");
    assertThat(said.exit()).isEqualTo(Findings.EXIT_WRONG);
    assertThat(said.words()).contains("They bring people in");
    assertThat(Rows.one("select count(*) from staff_recovery where subject = '" + SUBJECT + "'"))
        .isEqualTo("0");
    assertThat(run("releaser").exit()).isEqualTo(Findings.EXIT_USAGE);
  }

  @Test
  void withoutAnApproverOneIsNamedOnceWithAnEntryAndNeverByTheApplicationsLogin() throws Exception {
    Rows.asAdministrator(
        "update staff_member m set leaver_from = "
            + LEFT
            + " where leaver_from is null and exists (select 1 from role_grant g"
            + " where g.staff_id = m.id and g.role = 'approver')");
    for (String forged :
        List.of(
            "insert into role_grant (id, staff_id, role, kind, reason, valid_from, basis)"
                + " select gen_random_uuid(), id, 'approver', 'STANDING', 'x', now(), 'OPERATOR'"
                + " from staff_member where leaver_from is null limit 1",
            "insert into staff_recovery (id, subject, role) values (gen_random_uuid(), 'x',"
                + " 'approver')")) {
      assertThatThrownBy(() -> Rows.execute(forged))
          .as(forged)
          .hasMessageMatching("(?s).*(at the machine|permission denied).*");
    }
    Said said = run("approver");
    assertThat(said.words()).contains("Named");
    assertThat(said.exit()).isEqualTo(Findings.EXIT_GOOD);
    right =
        Rows.one(
            "select g.id from role_grant g join staff_member m on m.id = g.staff_id where"
                + " g.basis = 'OPERATOR' and g.role = 'approver' and m.subject = '"
                + SUBJECT
                + "'");
    assertThat(
            Rows.one(
                "select count(*) from custody.entry where position('NamedAtTheMachine' in"
                    + " convert_from(bytes, 'UTF8')) > 0 and position('"
                    + right
                    + "' in convert_from(bytes, 'UTF8')) > 0"))
        .isEqualTo("1");
    assertThat(run("approver").words()).as("now two could act").contains("They bring people in");
  }

  private record Said(int exit, String words) {}

  private Said run(String role) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exit =
        command.run(
            List.of(
                NameStaff.NAME,
                "--subject",
                SUBJECT,
                "--name",
                "Rhea Restored",
                "--title",
                "Head of legal",
                "--mail",
                "rhea@platform.example",
                "--role",
                role),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Said(exit, out.toString(StandardCharsets.UTF_8));
  }
}
