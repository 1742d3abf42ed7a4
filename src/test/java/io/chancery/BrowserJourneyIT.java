package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.chancery.kernel.Sha256;
import io.chancery.path.CaseWalk;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An officer's way through the pages, in a real browser: by labels and roles, with mistakes, by
 * keyboard, and without scripts.
 */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserJourneyIT {
  private static Chromium chromium;
  private static Chromium.Person officer;
  private static String released;

  /**
   * One case is walked to its release first: one passkey cannot be touched in two places at once.
   */
  @BeforeEach
  void aReleasedCaseAndABrowser() {
    if (chromium == null) {
      CaseWalk walk = CaseWalk.submitted(List.of("subscriber", "sessions", "posts"));
      released = walk.verify().propose(3).approve().collect().seal().release().reference();
      chromium = Chromium.launch(Browser.portal());
      officer = chromium.person(CaseWalk.OFFICER, Browser.of(CaseWalk.OFFICER).authenticator());
    }
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @Order(1)
  void publicPagesSpeakBothLanguages() {
    Page page = chromium.anonymous();
    page.navigate("/");
    accessible(page, "welcome");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Help").setExact(true))
        .click();
    accessible(page, "help");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Deutsch")).click();
    assertThat(page.url()).endsWith("/help");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
    assertThat(page.title()).startsWith("Hilfe");
    page.navigate("/session-ended/agency");
    assertThat(page.locator("h1").innerText()).isEqualTo("Ihre Sitzung ist beendet");
    accessible(page, "session-ended");
  }

  @Test
  @Order(2)
  void mistakesAreNamedAndNothingTypedIsLost() {
    Page page = officer.open("/requests/new?law=us-federal");
    accessible(page, "new");
    officer.field("Court or authority").fill("District Court of Sampleton");
    officer.field("Date issued").fill("31.3.2026");
    officer.press("Save and continue");
    assertThat(page.title()).startsWith("Error: ");
    accessible(page, "new-errors");
    assertThat((String) page.evaluate("document.activeElement.className"))
        .contains("govuk-error-summary");
    assertThat(officer.field("Court or authority").inputValue())
        .isEqualTo("District Court of Sampleton");
    assertThat(officer.field("Date issued").inputValue()).isEqualTo("31.3.2026");
    page.getByRole(AriaRole.ALERT)
        .getByRole(
            AriaRole.LINK,
            new Locator.GetByRoleOptions().setName("Enter the docket or file number."))
        .click();
    assertThat((String) page.evaluate("document.activeElement.id")).isEqualTo("docket");
  }

  @Test
  @Order(3)
  void requestIsSubmittedAndReceived() {
    String docket = "26-BJ-1001";
    Page page = toTheCheckPage(docket);
    accessible(page, "check");
    assertThat(page.innerText("main")).contains(docket).contains("SHA-256");
    officer.touch("Confirm with your passkey");
    accessible(page, "check-touched");
    String check = page.url();
    officer.press("Submit the request");
    assertThat(page.url()).endsWith("/received");
    assertThat(page.innerText("main")).contains("Receipt waives no objection");
    accessible(page, "received");
    String receipt = page.url();
    // The same page again, as after a second click or the way back.
    page.navigate(check.replaceAll("#.*", ""));
    assertThat(page.url()).isEqualTo(receipt.replace("/received", ""));
    assertThat(page.innerText("main")).contains(docket).contains("2703");
    accessible(page, "case");
    page.navigate(page.url() + "/withdraw");
    accessible(page, "withdraw");
    page.navigate("/requests");
    accessible(page, "requests");
  }

  @Test
  @Order(4)
  void keyboardAloneFillsTheForm() {
    Page page = officer.open("/requests/new?law=us-federal");
    Locator authority = officer.field("Court or authority");
    for (int i = 0; i < 40 && !focused(authority); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(focused(authority)).isTrue();
    page.keyboard().type("Court by keyboard");
    page.keyboard().press("Enter");
    page.waitForCondition(() -> page.title().startsWith("Error: "));
    assertThat(officer.field("Court or authority").inputValue()).isEqualTo("Court by keyboard");
  }

  @Test
  @Order(5)
  void formWorksWithoutScripts() {
    officer.open("/requests");
    Page page = officer.withoutScripts();
    page.navigate("/requests/new?law=us-federal");
    page.getByLabel("Docket or file number").fill("26-BJ-1002");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add another account"))
        .click();
    assertThat(page.url()).contains("/requests/draft/").endsWith("#target-2");
    assertThat(page.getByLabel("Docket or file number").inputValue()).isEqualTo("26-BJ-1002");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove account 2"))
        .click();
    assertThat(page.locator("#target-2").count()).isZero();
    page.context().close();
  }

  @Test
  @Order(6)
  void packageIsPickedUpAndReceipted() throws IOException {
    Page page = officer.open("/requests/case/" + released);
    accessible(page, "case-released");
    officer.press("Pick up the package");
    accessible(page, "pickup");
    officer.touch("Open with your passkey");
    accessible(page, "pickup-touched");
    officer.press("Open the delivery");
    accessible(page, "pickup-opened");
    Download download = page.waitForDownload(() -> officer.press("Download the package"));
    Sha256 digest = Sha256.hash(Files.readAllBytes(download.path()));
    page.getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions().setName("I have the whole file: go on to the receipt"))
        .click();
    Locator field = officer.field("SHA-256 of your file");
    for (int look = 0; look < 20 && field.count() == 0; look++) {
      // The hand-over is recorded after the last byte.
      page.waitForTimeout(250);
      page.reload();
    }
    accessible(page, "pickup-receipt");
    assertThat(page.innerText("main")).contains(digest.hex());
    field.fill("0".repeat(64));
    page.getByLabel("I hold the whole file").check();
    officer.press("Confirm the receipt");
    assertThat(page.title()).startsWith("Error: ");
    assertThat(page.getByLabel("I hold the whole file").isChecked()).isFalse();
    accessible(page, "pickup-error");
    field.fill(digest.hex() + "  " + download.suggestedFilename());
    page.getByLabel("I hold the whole file").check();
    officer.press("Confirm the receipt");
    assertThat(page.innerText("main")).contains("The receipt is confirmed");
    accessible(page, "pickup-done");
    officer.open("/requests/case/" + released);
    accessible(page, "case-delivered");
  }

  private static Page toTheCheckPage(String docket) {
    Page page = officer.open("/requests/new?law=us-federal");
    officer.fillRequest(docket, "ada");
    officer.press("Save and continue");
    accessible(page, "upload");
    officer
        .field("The instrument as a PDF")
        .setInputFiles(new FilePayload("instrument.pdf", "application/pdf", "no PDF".getBytes()));
    officer.press("Upload and continue");
    assertThat(page.title()).startsWith("Error: ");
    accessible(page, "upload-error");
    officer
        .field("The instrument as a PDF")
        .setInputFiles(
            new FilePayload("instrument.pdf", "application/pdf", Fixtures.warrant(docket)));
    officer.press("Upload and continue");
    assertThat(page.url()).endsWith("/check");
    return page;
  }

  private static boolean focused(Locator field) {
    return (Boolean) field.evaluate("element => element === document.activeElement");
  }

  /** No finding of axe, and a picture for whoever wants to look. */
  private static void accessible(Page page, String picture) {
    assertThat(Chromium.violations(page)).as(picture).isEmpty();
    assertThat((Boolean) page.evaluate("document.body.scrollWidth <= window.innerWidth"))
        .as(picture + " fits the window")
        .isTrue();
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots", picture + ".png"))
            .setFullPage(true));
  }
}
