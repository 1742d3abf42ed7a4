package io.chancery.path;

import static io.chancery.path.GrantedRights.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.access.Role;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pages about the platform's own people, each act by the person whose act it is. */
@QuarkusTest
class StaffPagesIT {
  private static final String STAFF = "/desk/directory/staff";

  /** Columns of docs/permissions.md. */
  private static final int CLERK = 6;

  private static final int ADMINISTRATOR = 12;
  private static final int NOBODY = 14;
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/staff/begin[^\"]+)\"");
  private static final Pattern SHOWN = Pattern.compile("name=\"shown\" value=\"([0-9a-f]{64})\"");

  private final Browser administrator = Browser.of("adam.administrator");
  private final Browser approver = Browser.of("anna.approver");

  @Test
  void aRoleIsProposedConfirmedSeenAndTaken() throws Exception {
    String ralf = STAFF + "/" + person("ralf.reviewer");
    assertThat(administrator.get(STAFF).body())
        .contains("Ralf Reviewer", "Works under a contract with an end", ralf);
    Browser.Page form = administrator.get(ralf + "/grant");
    Browser.Page empty =
        administrator.post(form, ralf + "/grant", Map.of("role", "", "reason", "kept"));
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.body()).contains("<title>Error:", "href=\"#role\"", "kept");
    Browser.Page proposed =
        administrator.post(
            empty, ralf + "/grant", Map.of("role", "clerk", "reason", "Clara is ill"));
    assertThat(proposed.body()).contains("Ralf Reviewer, Legal reviewer", "clerk", "Clara is ill");

    String proposal = proposed.uri().getPath();
    Browser.Page touched = touch(approver, proposal);
    Matcher shown = SHOWN.matcher(touched.body());
    assertThat(shown.find()).isTrue();
    approver.post(touched, proposal + "/confirmation", Map.of("shown", shown.group(1)));
    assertThat(approver.get(ralf).body())
        .contains("Clara is ill", "Given by two people", "/end-right?right=");
    assertThat(approver.get("/desk/directory/rights").body())
        .contains(
            "POST /desk/release/{reference}",
            "POST /desk/directory/staff/{person}/{act}",
            "Ralf Reviewer",
            "Grant a role for a short time")
        .doesNotContain("GET /desk/release");
    assertThat(approver.get("/desk/directory/review").body()).contains("Confirm with your passkey");

    String right = GrantedRights.right(person("ralf.reviewer"), Role.CLERK).toString();
    String end = ralf + "/end-right";
    Browser.Page taking = touch(approver, end + "?right=" + right);
    assertThat(approver.post(taking, end, Map.of("right", right)).status())
        .as("without a reason")
        .isEqualTo(422);
    Browser.Page done =
        approver.post(taking, end, Map.of("right", right, "reason", "Clara is back"));
    assertThat(done.uri().getPath()).isEqualTo(ralf);
    assertThat(done.body()).contains("taken").doesNotContain(right);
  }

  @Test
  void theInventoryNamesEveryActThatADoorOfTheCodeLetsStaffDo() throws IOException {
    String page = Browser.of("alma.auditor").get("/desk/directory/rights").body();
    // The document is compared with the code by PermissionTableTest.
    List<String> acts =
        Files.readAllLines(Path.of("docs/permissions.md")).stream()
            .filter(line -> line.matches("\\| `(POST|PUT|DELETE) .*"))
            .map(line -> line.split("\\|", -1))
            .filter(cells -> cells[NOBODY].isBlank())
            .filter(cells ->
                IntStream.range(CLERK, ADMINISTRATOR + 1).anyMatch(i -> !cells[i].isBlank()))
            .map(cells -> cells[1].strip().replace("`", ""))
            .toList();
    assertThat(acts).hasSizeGreaterThan(40);
    for (String act : acts) {
      assertThat(page).contains(act + "<");
    }
    assertThat(page).doesNotContain("GET /");
  }

  @Test
  void whatIsTypedAboutANewColleagueIsCheckedFieldByField() {
    Browser.Page form = administrator.get(STAFF + "/new");
    Browser.Page wrong =
        administrator.post(
            form,
            STAFF + "/new",
            Map.of("fullName", "Nora <b>New</b>", "contractor", "true", "accessUntil", "soon"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("Nora &lt;b&gt;New", "href=\"#accessUntil\"");
    Browser.Page still =
        administrator.post(
            wrong, STAFF + "/new", Map.of("fullName", "Nora New", "contractor", "true"));
    assertThat(still.body())
        .contains("#title", "#mail", "#roles", "A contract has an end")
        .doesNotContain("href=\"#subject\"");
    assertThat(Browser.of("clara.clerk").get(STAFF).status()).isEqualTo(403);
  }

  @Test
  void everybodySeesTheirOwnRightsAndTheReviewIsForReviewers() {
    Browser clerk = Browser.of("clara.clerk");
    assertThat(clerk.get("/desk/directory/own").body())
        .contains("Clara Clerk", "Ask for a role in an emergency");
    assertThat(clerk.get("/desk/directory/own/emergency").body())
        .contains("Any colleague confirms it", "name=\"hours\"");
    Browser.Page away = clerk.get("/desk/directory/own/absence");
    Browser.Page noted =
        clerk.post(
            away,
            "/desk/directory/own/absence",
            Map.of(
                "from", "2031-01-01",
                "until", "2031-01-09",
                "delegate", person("carl.clerk").toString()));
    assertThat(noted.body()).contains("Carl Clerk", "1 Jan 2031");
    clerk.post(
        noted.body().contains("csrf") ? noted : away, "/desk/directory/own/absence", Map.of());

    Browser.Page sheet = touch(approver, "/desk/directory/review");
    assertThat(sheet.body()).contains("Yours: another person reviews it", "value=\"keep\"");
    Matcher shown = SHOWN.matcher(sheet.body());
    assertThat(shown.find()).isTrue();
    Browser.Page missing =
        approver.post(sheet, "/desk/directory/review", Map.of("shown", shown.group(1)));
    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.body()).contains("Keep or end this right");
    assertThat(Browser.of("alma.auditor").get("/desk/directory/break-glass").status())
        .isEqualTo(200);
    assertThat(administrator.get("/desk/directory/review").status()).isEqualTo(403);
  }

  private static Browser.Page touch(Browser browser, String path) {
    Matcher link = TOUCH.matcher(browser.get(path).body());
    assertThat(link.find()).as(path).isTrue();
    return browser.get(link.group(1).replace("&amp;", "&"));
  }
}
