package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chancery.path.CaseWalk;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The desk's pages in a real browser: nothing that axe finds against WCAG 2.2 AA. */
@QuarkusTest
class DeskBrowserIT {
  @Test
  void theDesksPagesAreAccessible() {
    CaseWalk fresh = CaseWalk.submitted(List.of("posts"));
    CaseWalk verified = CaseWalk.submitted(List.of("posts")).verify();
    CaseWalk proposed = CaseWalk.submitted(List.of("posts")).verify().propose(1);
    CaseWalk approved = CaseWalk.submitted(List.of("posts")).verify().propose(1).approve();
    CaseWalk collected =
        CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect();
    CaseWalk sealed =
        CaseWalk.submitted(List.of("posts")).verify().propose(1).approve().collect().seal();
    Map<String, List<String>> pages =
        Map.of(
            CaseWalk.CLERK,
            List.of("/desk", "/desk/cases", at("cases", fresh), at("verification", fresh)),
            CaseWalk.REVIEWER,
            List.of(at("review", verified)),
            CaseWalk.APPROVER,
            List.of(at("approval", proposed)),
            CaseWalk.CUSTODIAN,
            List.of(at("collection", approved), at("packaging", collected)),
            CaseWalk.RELEASER,
            List.of(at("release", sealed)),
            "alma.auditor",
            List.of("/desk/ledger"));
    List<String> findings = new ArrayList<>();
    try (Chromium chromium = Chromium.launch(Browser.portal())) {
      pages.forEach((who, paths) -> {
        Chromium.Person person = chromium.person(who, Browser.of(who).authenticator());
        for (String path : paths) {
          Page page = person.open(path);
          assertThat(page.title()).as(path).isNotBlank();
          assertThat(Chromium.violations(page)).as(path).isEmpty();
        }
      });
    }
  }

  private static String at(String room, CaseWalk walk) {
    return "/desk/" + room + "/" + walk.reference();
  }
}
