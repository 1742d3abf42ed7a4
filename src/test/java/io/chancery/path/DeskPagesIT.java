package io.chancery.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The desk's pages, each act by the person whose act it is. */
@QuarkusTest
class DeskPagesIT {
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/staff/begin[^\"]+)\"");

  private final Browser clerk = Browser.of(CaseWalk.CLERK);
  private final Browser reviewer = Browser.of(CaseWalk.REVIEWER);
  private final Browser approver = Browser.of(CaseWalk.APPROVER);
  private final Browser custodian = Browser.of(CaseWalk.CUSTODIAN);
  private final Browser releaser = Browser.of(CaseWalk.RELEASER);
  private final Browser auditor = Browser.of("alma.auditor");

  @Test
  void staffWalkACaseToItsReleaseByPages() {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber", "posts", "media"));
    String reference = walk.reference();
    Shots shots = new Shots();

    verify(reference);
    shots.take(reviewer, "desk", "/desk");
    propose(reference, shots);
    approve(reference, shots);
    collect(reference, shots);
    seal(reference, shots);
    release(reference, shots);

    Browser.Page done = auditor.get("/desk/cases/" + reference);
    assertThat(done.body())
        .contains("Released", "What you saw", "Within the instrument", "Read completely")
        .contains("Waits for the officer", "The production was released");
    shots.take(auditor, "case", "/desk/cases/" + reference);
    shots.take(auditor, "cases", "/desk/cases");
    shots.take(auditor, "ledger", "/desk/ledger");
  }

  private void verify(String reference) {
    String here = "/desk/verification/" + reference;
    assertThat(clerk.get("/desk").body()).contains("/desk/cases/" + reference, "days left");
    assertThat(clerk.get("/desk/cases/" + reference).body())
        .contains(here, "to be confirmed by", "How this date is computed", "14 calendar days");
    Browser.Page page = clerk.get(here);
    assertThat(page.body())
        .contains(
            "What the file says about itself",
            "The file holds no electronic signature",
            "No other request came with the same file");
    assertThat(page.body()).doesNotContain(here + "/conclusion");
    var nothing = clerk.post(page, here + "/checks", Map.of("check", "scope-legible"));
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.body())
        .contains(
            "<title>Error:", "href=\"#outcome-scope-legible\"", "id=\"outcome-scope-legible\"");
    for (String check : List.of("requester-identity", "instrument-authentic", "scope-legible")) {
      page =
          clerk.post(
              page,
              here + "/checks",
              Map.of(
                  "check",
                  check,
                  "outcome-" + check,
                  "PASSED",
                  "evidence-" + check,
                  "compared by telephone"));
      assertThat(page.status()).isEqualTo(200);
    }
    Browser.Page touched = touch(clerk, here);
    String version = version(touched);
    var done = clerk.post(touched, here + "/conclusion", Map.of("seenVersion", version));
    assertThat(done.uri().getPath()).isEqualTo("/desk/cases/" + reference);
    assertThat(done.body()).contains("In review");

    var twice = clerk.post(touched, here + "/conclusion", Map.of("seenVersion", version));
    assertThat(twice.status()).as("a double click").isEqualTo(409);
    assertThat(twice.body()).contains("Someone changed this case", "Back to the case");
  }

  private void propose(String reference, Shots shots) {
    String here = "/desk/review/" + reference;
    Browser.Page page = reviewer.get(here);
    page = reviewer.post(page, here + "/resolutions", Map.of());
    assertThat(page.body()).contains("Account found");
    page = touch(reviewer, here);
    Map<String, String> form = new HashMap<>();
    form.put("seenVersion", version(page));
    for (int item = 1; item <= 3; item++) {
      form.put("items[" + item + "].item", "" + item);
      form.put("items[" + item + "].outcome", "GRANT");
      form.put("items[" + item + "].reason", "GRANT:within-instrument");
    }
    form.put("items[2].outcome", "NARROW");
    form.put("items[2].from", "2026-02-01T00:00:00Z");
    form.put("items[2].until", "2026-03-01T00:00:00Z");
    form.put("items[2].explanation", "The affidavit names February only.");
    var wrong = reviewer.post(page, here, form);
    assertThat(wrong.status()).as("a reason of another outcome").isEqualTo(422);
    assertThat(wrong.body())
        .contains("#items-2-reason", "The affidavit names February only.", "2026-02-01T00:00:00Z");
    shots.take(reviewer, "decide", here);
    form.put("items[2].reason", "NARROW:overbroad");
    form.put("seenVersion", version(wrong));
    assertThat(reviewer.post(wrong, here, form).body()).contains("Awaiting approval");
  }

  private void approve(String reference, Shots shots) {
    String here = "/desk/approval/" + reference;
    Browser.Page page = touch(approver, here);
    assertThat(page.body()).contains("The affidavit names February only.", "Narrow");
    var stale = approver.post(page, here, Map.of("seenVersion", "0", "shown", shown(page)));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("Someone changed this case");
    var other =
        approver.post(page, here, Map.of("seenVersion", version(page), "shown", "0".repeat(64)));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body()).contains("What you confirmed is not what stands now");
    shots.take(approver, "approval", here);
    assertThat(
            approver
                .post(page, here, Map.of("seenVersion", version(page), "shown", shown(page)))
                .body())
        .contains("Approved");
  }

  private void collect(String reference, Shots shots) {
    String here = "/desk/collection/" + reference;
    Browser.Page page = touch(custodian, here);
    assertThat(page.body()).contains("Approved scope");
    page = custodian.post(page, here, Map.of("seenVersion", version(page)));
    assertThat(page.uri().getPath()).isEqualTo(here);
    await(custodian, here, p -> p.contains("/desk/packaging/" + reference));
    shots.take(custodian, "collection", here);
  }

  private void seal(String reference, Shots shots) {
    String here = "/desk/packaging/" + reference;
    Browser.Page page = touch(custodian, here);
    assertThat(page.body()).contains("records/posts.jsonl");
    shots.take(custodian, "packaging", here);
    page = custodian.post(page, here, Map.of("seenVersion", version(page)));
    assertThat(page.status()).isEqualTo(200);
    await(custodian, here, p -> p.contains("The package is sealed"));
  }

  private void release(String reference, Shots shots) {
    String here = "/desk/release/" + reference;
    await(releaser, here, p -> p.contains("Covers the seal"));
    Browser.Page page = touch(releaser, here);
    assertThat(page.body()).contains("Cora Custodian", "Anna Approver", "Rita Reviewer");
    shots.take(releaser, "release", here);
    var done =
        releaser.post(page, here, Map.of("seenVersion", version(page), "shown", shown(page)));
    assertThat(done.body()).contains("Released", here + "/recall");
  }

  @Test
  void actsBelongToTheirRoles() {
    String reference = CaseWalk.submitted(List.of("subscriber")).reference();
    Map.of(
            "/desk/verification/", reviewer,
            "/desk/review/", clerk,
            "/desk/approval/", custodian,
            "/desk/collection/", approver,
            "/desk/packaging/", releaser,
            "/desk/release/", custodian)
        .forEach((page, person) ->
            assertThat(person.get(page + reference).status()).as(page).isEqualTo(403));
    assertThat(clerk.get("/desk/ledger").status()).isEqualTo(403);
    assertThat(Browser.of("adam.administrator").get("/desk/cases").status()).isEqualTo(403);
    assertThat(Browser.of("adam.administrator").get("/desk").body()).contains("has no queue");
    assertThat(clerk.get("/desk/cases/LER-2026-999999").status()).isEqualTo(404);
  }

  @Test
  void anActOutOfPlaceIsExplained() {
    String reference = CaseWalk.submitted(List.of("subscriber")).reference();
    String here = "/desk/review/" + reference;
    assertThat(reviewer.get(here).body()).contains("does not stand where this is possible");
    CaseWalk inReview = CaseWalk.submitted(List.of("subscriber")).verify();
    Browser.Page form = reviewer.get("/desk/review/" + inReview.reference());
    var answer = reviewer.post(form, here, Map.of("seenVersion", "0"));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("There is a problem", "does not stand where");
  }

  @Test
  void aClerkRefusesWithAReasonAfterATouch() {
    String reference = CaseWalk.submitted(List.of("subscriber")).reference();
    String here = "/desk/verification/" + reference + "/refuse";
    Browser.Page first = clerk.get(here);
    assertThat(first.body()).doesNotContain("<select");
    Browser.Page page = touch(clerk, here);
    var nothing = clerk.post(page, here, Map.of("seenVersion", version(page), "reason", ""));
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.body()).contains("href=\"#reason\"");
    var done =
        clerk.post(page, here, Map.of("seenVersion", version(page), "reason", "wrong-addressee"));
    assertThat(done.body()).contains("Refused", "this case is over");
  }

  @Test
  void whatWasTypedOutlivesAMissingTouch() {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber")).verify();
    CaseWalk.as(CaseWalk.REVIEWER).post(walk.at("/resolutions")).then().statusCode(204);
    String here = "/desk/review/" + walk.reference();
    var answer =
        reviewer.post(
            touch(reviewer, "/desk/verification/" + walk.reference() + "/refuse"),
            here,
            Map.of(
                "seenVersion", Long.toString(walk.version()),
                "items[1].item", "1",
                "items[1].outcome", "DENY",
                "items[1].reason", "DENY:not-held",
                "items[1].explanation", "Nothing of it is kept."));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains("Nothing of it is kept.", "opens in a new tab", "What you typed is kept");
  }

  @Test
  void theInstrumentIsShownAsPicturesAndTakenAwayByAnActOfItsOwn() {
    String reference = CaseWalk.submitted(List.of("subscriber")).reference();
    String here = "/desk/cases/" + reference + "/instrument";
    Browser.Page picture = clerk.get(here + "/pages/1");
    assertThat(picture.header("content-type").orElseThrow()).isEqualTo("image/png");
    assertThat(auditor.get("/desk/cases/" + reference).body())
        .as("no picture without an entry")
        .containsOnlyOnce("The instrument was opened");
    Browser.Page shown = clerk.get(here);
    assertThat(shown.body())
        .contains(here + "/pages/1", "SEARCH WARRANT (synthetic)", "Extracted from the file");
    assertThat(clerk.get(here + "?from=2").status()).isEqualTo(404);
    assertThat(reviewer.get(here).body()).doesNotContain(here + "/download");

    Browser.Page file = clerk.post(shown, here + "/download", Map.of());
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).startsWith("%PDF-");
    assertThat(file.header("content-disposition").orElseThrow()).startsWith("attachment");
    assertThat(file.header("content-security-policy").orElseThrow())
        .contains("default-src 'self'")
        .endsWith("; sandbox");
    assertThat(auditor.get("/desk/cases/" + reference).body())
        .contains("The instrument was downloaded as it was uploaded");
  }

  @Test
  void anAuditorTakesTheLedgerHome() {
    CaseWalk.submitted(List.of("subscriber"));
    await(auditor, "/desk/ledger", p -> p.contains("Root hash"));
    Browser.Page zip = auditor.get("/desk/ledger/export");
    assertThat(zip.status()).isEqualTo(200);
    assertThat(zip.body()).startsWith("PK");
    assertThat(auditor.get("/desk/ledger").body()).contains("An export of the ledger was taken");
  }

  @Test
  void theListIsFilteredByLinks() {
    String reference = CaseWalk.submitted(List.of("subscriber")).reference();
    assertThat(clerk.get("/desk/cases?page=0&status=SUBMITTED").body()).contains(reference);
    assertThat(clerk.get("/desk/cases?page=0&status=CLOSED").body()).doesNotContain(reference);
    assertThat(clerk.get("/desk/cases?status=NONSENSE").status()).isEqualTo(404);
  }

  /** Opens an act's page, follows its link to the passkey, and comes back to it. */
  static Browser.Page touch(Browser person, String path) {
    return touch(person, path, "");
  }

  /** As above, where a page has several acts. */
  static Browser.Page touch(Browser person, String path, String act) {
    Matcher link = TOUCH.matcher(person.get(path).body());
    do {
      assertThat(link.find()).as("a link to the passkey on " + path).isTrue();
    } while (!link.group(1).contains("act=" + act));
    Browser.Page back = person.get(link.group(1).replace("&amp;", "&"));
    assertThat(back.uri().getPath()).isEqualTo(path);
    return back;
  }

  static String version(Browser.Page page) {
    return hidden(page, "seenVersion");
  }

  private static String shown(Browser.Page page) {
    return hidden(page, "shown");
  }

  private static String hidden(Browser.Page page, String name) {
    Matcher field =
        Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(field.find()).as(name + " in\n" + page.body()).isTrue();
    return field.group(1);
  }

  private static void await(Browser person, String path, Predicate<String> shows) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!shows.test(ok(person.get(path)))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited a minute at " + path + ":\n" + person.get(path).body());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }

  private static String ok(Browser.Page page) {
    assertThat(page.status()).as(page.uri().getPath()).isEqualTo(200);
    return page.body();
  }
}
