package io.chancery;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An officer's way through the pages, in a real browser: by labels and roles, with mistakes, by
 * keyboard, and without scripts. Oscar walks it, because the other tests hold Olivia's passkey.
 */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserJourneyIT {
  private static Chromium chromium;
  private static Chromium.Person officer;

  @BeforeAll
  static void launch() {
    chromium = Chromium.launch(Browser.portal());
    officer = chromium.person("oscar.officer");
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
    accessible(page);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Help").setExact(true))
        .click();
    accessible(page);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Deutsch")).click();
    assertThat(page.url()).endsWith("/help");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
    assertThat(page.title()).startsWith("Hilfe");
    page.navigate("/session-ended/agency");
    assertThat(page.locator("h1").innerText()).isEqualTo("Ihre Sitzung ist beendet");
    accessible(page);
  }

  @Test
  @Order(2)
  void mistakesAreNamedAndNothingTypedIsLost() {
    Page page = officer.open("/requests/new");
    accessible(page);
    officer.field("Court or authority").fill("District Court of Sampleton");
    officer.field("Date issued").fill("31.3.2026");
    officer.press("Save and continue");
    assertThat(page.title()).startsWith("Error: ");
    accessible(page);
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
    accessible(page);
    assertThat(page.innerText("main")).contains(docket).contains("SHA-256");
    officer.touch("Confirm with your passkey");
    accessible(page);
    String check = page.url();
    officer.press("Submit the request");
    assertThat(page.url()).endsWith("/received");
    assertThat(page.innerText("main")).contains("Receipt waives no objection");
    accessible(page);
    String receipt = page.url();
    // The same page again, as after a second click or the way back.
    page.navigate(check.replaceAll("#.*", ""));
    assertThat(page.url()).isEqualTo(receipt.replace("/received", ""));
    assertThat(page.innerText("main")).contains(docket).contains("2703");
    accessible(page);
    page.navigate(page.url() + "/withdraw");
    accessible(page);
    page.navigate("/requests");
    accessible(page);
  }

  @Test
  @Order(4)
  void keyboardAloneFillsTheForm() {
    Page page = officer.open("/requests/new");
    Locator authority = officer.field("Court or authority");
    for (int i = 0; i < 40 && !focused(authority); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(focused(authority)).isTrue();
    page.keyboard().type("Court by keyboard");
    page.keyboard().press("Enter");
    page.waitForURL("**/requests/new");
    assertThat(page.title()).startsWith("Error: ");
    assertThat(officer.field("Court or authority").inputValue()).isEqualTo("Court by keyboard");
  }

  @Test
  @Order(5)
  void formWorksWithoutScripts() {
    officer.open("/requests");
    Page page = officer.withoutScripts();
    page.navigate("/requests/new");
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

  private static Page toTheCheckPage(String docket) {
    Page page = officer.open("/requests/new");
    officer.fillRequest(docket, "ada");
    officer.press("Save and continue");
    accessible(page);
    officer
        .field("The instrument as a PDF")
        .setInputFiles(new FilePayload("instrument.pdf", "application/pdf", "no PDF".getBytes()));
    officer.press("Upload and continue");
    assertThat(page.title()).startsWith("Error: ");
    accessible(page);
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

  private static void accessible(Page page) {
    assertThat(Chromium.violations(page)).as(page.url()).isEmpty();
  }
}
