package io.chancery.path;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import io.chancery.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Pictures of pages as a person sees them, for docs/screenshots and for looking at them: only with
 * {@code -Dscreenshots=<folder>}, desktop and 400 pixels wide.
 */
final class Shots {
  private static final String FOLDER = System.getProperty("screenshots");

  void take(Browser person, String name, String path) {
    // Opened once without a screen: that signs the person in.
    if (FOLDER == null || person.get(path).status() != 200) {
      return;
    }
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        com.microsoft.playwright.Browser chromium =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(
                            List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")))) {
      picture(chromium, person, name, path, 1200);
      picture(chromium, person, name + "-narrow", path, 400);
    }
  }

  private void picture(
      com.microsoft.playwright.Browser chromium,
      Browser person,
      String name,
      String path,
      int width) {
    try (BrowserContext context =
        chromium.newContext(new NewContextOptions().setViewportSize(width, 800))) {
      context.addCookies(
          List.of(
              new Cookie("q_session_staff", person.cookie("q_session_staff").orElseThrow())
                  .setUrl(Browser.portal())));
      Page page = context.newPage();
      page.navigate(Browser.portal() + path);
      int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setClip(0, 0, width, Math.min(height, 1700))
              .setPath(Path.of(FOLDER, name + ".png")));
    }
  }
}
