package io.chancery;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.chancery.platform.embedded.SeededPerson;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A real browser without a screen. Each {@link Person} has a context of their own with a virtual
 * passkey (DevTools {@code WebAuthn}), which Keycloak enrols at the first sign-in; in tests that
 * also use {@link io.chancery.Browser}, the passkey that the person enrolled there.
 */
public final class Chromium implements AutoCloseable {
  private static final Path EXECUTABLE =
      Path.of(System.getProperty("chancery.chromium", "/usr/bin/chromium"));

  private final Playwright playwright;
  private final Browser browser;
  private final String portal;
  private final Map<String, Person> people = new HashMap<>();

  private Chromium(String portal) {
    if (!Files.isExecutable(EXECUTABLE)) {
      throw new IllegalStateException(
          "no browser: install Debian's package chromium, or name one with -Dchancery.chromium");
    }
    this.portal = portal;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /**
   * Starts the browser for the portal at this address, for example {@code http://localhost:8081}.
   */
  public static Chromium launch(String portal) {
    return new Chromium(portal);
  }

  /** The browser in front of which {@code username} sits; enrols a passkey at the first sign-in. */
  public Person person(String username) {
    return people.computeIfAbsent(username, name -> newPerson(name, null));
  }

  /** As above, with a passkey that is enrolled already. */
  public Person person(String username, SoftAuthenticator passkey) {
    return people.computeIfAbsent(username, name -> newPerson(name, passkey));
  }

  /** The browser of somebody who was not seeded, with a passkey that is enrolled already. */
  public Person person(SeededPerson who, SoftAuthenticator passkey) {
    return people.computeIfAbsent(who.username(), _ -> sitting(who, passkey, List.of()));
  }

  /**
   * Somebody else's browser: they know {@code who}'s name and password and may have stolen cookies
   * of the portal; their authenticator is their own, or {@code passkey}.
   */
  public Person stranger(SeededPerson who, SoftAuthenticator passkey, List<Cookie> stolen) {
    return people.computeIfAbsent("stranger " + people.size(), _ -> sitting(who, passkey, stolen));
  }

  private Person sitting(SeededPerson who, SoftAuthenticator passkey, List<Cookie> cookies) {
    BrowserContext context = context(true, "{}");
    context.addCookies(cookies);
    return new Person(this, who, context, context.newPage(), passkey);
  }

  private Person newPerson(String username, SoftAuthenticator passkey) {
    BrowserContext context = context(true, "{}");
    return new Person(this, seeded(username), context, context.newPage(), passkey);
  }

  /** A page of somebody who is not signed in. */
  public Page anonymous() {
    return context(true, "{}").newPage();
  }

  private BrowserContext context(boolean scripts, String cookies) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(portal)
                .setLocale("en-GB")
                .setViewportSize(1200, 900)
                .setAcceptDownloads(true)
                .setStorageState(cookies)
                .setJavaScriptEnabled(scripts));
    context.setDefaultTimeout(15_000);
    return context;
  }

  private static SeededPerson seeded(String username) {
    return SeededPerson.ALL.stream()
        .filter(person -> person.username().equals(username))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    people.values().forEach(Person::giveBack);
    browser.close();
    playwright.close();
  }

  /** What axe finds against WCAG 2.2 AA, one line a finding; empty is good. */
  public static List<String> violations(Page page) {
    return new AxeBuilder(page)
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze()
            .getViolations()
            .stream()
            .flatMap(rule ->
                rule.getNodes().stream()
                    .map(node -> rule.getId() + ": " + rule.getHelp() + " " + node.getTarget()))
            .toList();
  }

  /** One person, their context and their passkey. */
  public static final class Person {
    private final Chromium chromium;
    private final SeededPerson who;
    private final BrowserContext context;
    private final Page page;
    private final CDPSession devTools;
    private final String authenticator;
    private final SoftAuthenticator passkey;

    private Person(
        Chromium chromium,
        SeededPerson who,
        BrowserContext context,
        Page page,
        SoftAuthenticator passkey) {
      this.chromium = chromium;
      this.who = who;
      this.context = context;
      this.page = page;
      this.passkey = passkey;
      this.devTools = context.newCDPSession(page);
      this.authenticator = newAuthenticator();
      if (passkey != null) {
        JsonObject credential = new JsonObject();
        credential.addProperty("authenticatorId", authenticator);
        credential.add("credential", passkey.forChromium());
        devTools.send("WebAuthn.addCredential", credential);
      }
    }

    /** The page in front of the person. */
    public Page page() {
      return page;
    }

    private String newAuthenticator() {
      devTools.send("WebAuthn.enable");
      JsonObject options = new JsonObject();
      options.addProperty("protocol", "ctap2");
      options.addProperty("transport", "internal");
      options.addProperty("hasResidentKey", true);
      options.addProperty("hasUserVerification", true);
      options.addProperty("isUserVerified", true);
      options.addProperty("automaticPresenceSimulation", true);
      JsonObject parameters = new JsonObject();
      parameters.add("options", options);
      // Keycloak asks for the new passkey's label in a dialog.
      page.onDialog(Dialog::accept);
      return devTools
          .send("WebAuthn.addVirtualAuthenticator", parameters)
          .get("authenticatorId")
          .getAsString();
    }

    /** Whether the person puts a finger on the authenticator when it asks. */
    public void verifies(boolean willing) {
      JsonObject choice = new JsonObject();
      choice.addProperty("authenticatorId", authenticator);
      choice.addProperty("isUserVerified", willing);
      devTools.send("WebAuthn.setUserVerified", choice);
    }

    /** The cookies of the portal: a session that can be stolen. */
    public List<Cookie> session() {
      return context.cookies().stream().filter(c -> !c.path.startsWith("/realms")).toList();
    }

    /** Asks Keycloak to add an authenticator to the account, and types the password if asked. */
    public void asksToEnrol(String signIn) {
      page.navigate(
          signIn
              + "?response_type=code&client_id=portal-api&scope=openid"
              + "&redirect_uri=http://127.0.0.1:49999/callback"
              + "&state=s&code_challenge_method=S256"
              + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
              + "&kc_action=webauthn-register");
      if (page.locator("#kc-form-login #password").count() > 0) {
        typePassword();
      }
    }

    /** Follows a link out of a mail and enrols this browser's authenticator. */
    public void enrolBy(URI link) {
      page.navigate(link.toString());
      page.locator("#kc-info-message a").click();
      page.locator("#registerWebAuthn").click();
      page.locator("#kc-info-message").waitFor();
    }

    /** Presses Keycloak's button without success, and stays there. */
    public void touchInVain() {
      page.locator("#authenticateWebAuthnButton").click();
      page.locator("#kc-error-credential-form")
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    }

    /** Types name and password where Keycloak asks for them. */
    public void typePassword() {
      page.locator("#username").fill(who.username());
      page.locator("#password").fill(who.developmentPassword());
      page.locator("#kc-login").click();
      page.waitForLoadState(LoadState.LOAD);
    }

    /** Tells the passkey's other holder how often it was touched here. */
    private void giveBack() {
      if (passkey != null) {
        JsonObject which = new JsonObject();
        which.addProperty("authenticatorId", authenticator);
        devTools
            .send("WebAuthn.getCredentials", which)
            .getAsJsonArray("credentials")
            .forEach(c -> passkey.countOnFrom(c.getAsJsonObject().get("signCount").getAsInt()));
      }
    }

    /** Opens a page of the portal; signs in, enrols and touches on the way when asked. */
    public Page open(String path) {
      page.navigate(path);
      throughKeycloak();
      if (!URI.create(page.url()).getPath().equals(URI.create(path).getPath())) {
        // The way back from the identity provider may end at the door.
        page.navigate(path);
      }
      return page;
    }

    /** Follows the link or button that asks for the passkey, and comes back to the portal. */
    public Page touch(String label) {
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true))
          .click();
      throughKeycloak();
      return page;
    }

    /** Answers Keycloak's pages until the portal is back. */
    public void throughKeycloak() {
      for (int step = 0; step < 8; step++) {
        page.waitForLoadState(LoadState.LOAD);
        if (!atKeycloak()) {
          return;
        }
        answerKeycloak();
      }
      throw new AssertionError("the sign-in did not end, last " + page.url());
    }

    private void answerKeycloak() {
      page.waitForLoadState(LoadState.LOAD);
      String before = page.url();
      if (page.locator("#kc-form-login #password").count() > 0) {
        typePassword();
      } else if (page.locator("#registerWebAuthn").count() > 0) {
        page.locator("#registerWebAuthn").click();
      } else if (page.locator("#authenticateWebAuthnButton").count() > 0) {
        page.locator("#authenticateWebAuthnButton").click();
      } else {
        throw new AssertionError("a page of Keycloak that nobody expected: " + page.content());
      }
      await(() -> !page.url().equals(before) || !atKeycloak());
    }

    private boolean atKeycloak() {
      return !page.url().startsWith(chromium.portal);
    }

    private void await(BooleanSupplier done) {
      try {
        page.waitForCondition(done);
      } catch (RuntimeException e) {
        throw new AssertionError(
            "Keycloak did not go on: " + page.url() + "\n" + page.innerText("body"), e);
      }
    }

    /** The same session in a browser that runs no scripts. */
    public Page withoutScripts() {
      return chromium.context(false, context.storageState()).newPage();
    }

    /** The field with this label. */
    public Locator field(String label) {
      return page.getByLabel(label).first();
    }

    /** Presses the button with this name. */
    public void press(String name) {
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
          .first()
          .click();
    }

    /** Fills in the form of a new request about one account, without sending it. */
    public void fillRequest(String docket, String username) {
      page.getByLabel("Search warrant", new Page.GetByLabelOptions().setExact(true)).check();
      field("Court or authority").fill("District Court of Sampleton");
      page.getByLabel("Magistrate judge").check();
      field("Docket or file number").fill(docket);
      field("Date issued").fill("2026-11-01");
      field("How the instrument names the account").selectOption("username");
      field("Name, number or address of the account").fill(username);
      page.locator("input[name='targets[0].fieldGroups'][value=subscriber]").check();
      page.locator("input[name='targets[0].fieldGroups'][value=sessions]").check();
      field("First day").fill("2026-01-01");
      field("Last day").fill("2026-03-31");
      field("Time zone of these days").selectOption("America/New_York");
    }

    /** Saves what the whole page looks like. */
    public void screenshot(Path file) {
      page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
  }
}
