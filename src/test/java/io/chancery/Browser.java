package io.chancery;

import io.chancery.platform.embedded.SeededPerson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * One person's browser without a screen: keeps cookies, follows redirects and answers Keycloak's
 * pages (password, enrolment, touch) with that person's password and {@link SoftAuthenticator}.
 */
public final class Browser {
  private static final Map<String, SoftAuthenticator> AUTHENTICATORS = new HashMap<>();
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*\\bid=\"([^\"]+)\"[^>]*>|<form[^>]*>", Pattern.DOTALL);
  private static final Pattern ACTION = Pattern.compile("\\baction=\"([^\"]+)\"");
  private static final Pattern PROCEED =
      Pattern.compile("id=\"kc-info-message\".*?<a[^>]*href=\"([^\"]+)\"", Pattern.DOTALL);
  private static final Pattern CSRF =
      Pattern.compile("name=\"csrf-token\"[^>]*value=\"([^\"]+)\"", Pattern.DOTALL);

  private final SeededPerson person;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  // Path and name to value. Ports and "Secure" are ignored, as browsers do for localhost.
  private final Map<String, HttpCookie> cookies = new HashMap<>();

  private Supplier<String> codes =
      () -> {
        throw new AssertionError("Keycloak asked for a code, and the person has no app");
      };

  private Browser(SeededPerson person) {
    this.person = person;
  }

  /** Where the person reads the next code when Keycloak asks for one. */
  public Browser withCodes(Supplier<String> app) {
    codes = app;
    return this;
  }

  /** An empty browser in front of which {@code username} sits. */
  public static Browser of(String username) {
    return new Browser(
        SeededPerson.ALL.stream()
            .filter(person -> person.username().equals(username))
            .findFirst()
            .orElseThrow());
  }

  /** An empty browser of somebody who was not seeded; they sign in with their address. */
  public static Browser of(SeededPerson person) {
    return new Browser(person);
  }

  /** Opens a link from a mail and does what Keycloak asks for. */
  public Page open(URI link) {
    return follow(request("GET", link, null), "\u0000");
  }

  /** One request to the identity provider, as it is: no form is filled in. */
  public Page look(URI address) {
    return request("GET", address, null);
  }

  /** Types a name and a password, right or wrong, where Keycloak asks for them; goes no further. */
  public Page types(Page form, String username, String password) {
    Matcher forms = FORM.matcher(form.body());
    while (forms.find()) {
      Matcher action = ACTION.matcher(forms.group());
      if ("kc-form-login".equals(forms.group(1)) && action.find()) {
        return request(
            "POST",
            form.uri().resolve(action.group(1).replace("&amp;", "&")),
            Map.of("username", username, "password", password, "credentialId", ""));
      }
    }
    throw new AssertionError("nothing to type into:\n" + form.body());
  }

  /** The portal's address in this test run. */
  public static String portal() {
    return ConfigProvider.getConfig().getValue("chancery.public-url", String.class);
  }

  /** The person's passkey; the same in every browser of the run. */
  public SoftAuthenticator authenticator() {
    synchronized (AUTHENTICATORS) {
      return AUTHENTICATORS.computeIfAbsent(person.username(), _ -> new SoftAuthenticator());
    }
  }

  /**
   * What a page answered.
   *
   * @param uri where it was found after redirects
   */
  public record Page(URI uri, int status, String body, Map<String, List<String>> headers) {
    /** A header's first value. */
    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .flatMap(entry -> entry.getValue().stream())
          .findFirst();
    }
  }

  /** Opens a page of the portal, signing in on the way when it asks. */
  public Page get(String path) {
    return follow(request("GET", URI.create(portal()).resolve(path), null), "\u0000");
  }

  /** Sends a form of the portal; the CSRF token comes from {@code from}. */
  public Page post(Page from, String path, Map<String, String> fields) {
    Map<String, String> form = new HashMap<>(fields);
    form.putIfAbsent("csrf-token", csrf(from));
    return follow(request("POST", URI.create(portal()).resolve(path), form), "\u0000");
  }

  /** The CSRF token of a page's form; empty when it has none. */
  public static String csrf(Page page) {
    Matcher token = CSRF.matcher(page.body());
    return token.find() ? token.group(1) : "";
  }

  /** One request to the portal, as it is: no redirect is followed. */
  public Page once(String method, String path, Map<String, String> form) {
    return request(method, URI.create(portal()).resolve(path), form);
  }

  /** One upload to the portal, as it is: no redirect is followed. */
  public Page upload(String path, Map<String, String> fields) {
    String boundary = "0123456789boundary";
    String body =
        fields.entrySet().stream()
            .map(field ->
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, field.getKey(), field.getValue()))
            .collect(Collectors.joining("", "", "--" + boundary + "--\r\n"));
    return request(
        "POST",
        URI.create(portal()).resolve(path),
        "multipart/form-data; boundary=" + boundary,
        body);
  }

  /** Follows redirects and fills in forms until a redirect leads to {@code end}. */
  public URI walk(URI from, String end) {
    Page last = follow(request("GET", from, null), end);
    if (!last.uri().toString().startsWith(end)) {
      throw new AssertionError("ended at " + last.uri() + ":\n" + last.body());
    }
    return last.uri();
  }

  /** Another browser with the same cookies: a stolen session. */
  public Browser copy() {
    Browser copy = new Browser(person);
    copy.cookies.putAll(cookies);
    return copy;
  }

  /** Forgets every session, at the portal and at the identity provider; keeps the passkey. */
  public void clearCookies() {
    cookies.clear();
  }

  /** The value of a cookie, wherever it was set. */
  public Optional<String> cookie(String name) {
    return cookies.values().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  private Page follow(Page first, String end) {
    Page page = first;
    for (int step = 0; step < 25; step++) {
      Optional<String> location = page.header("location");
      if (page.status() / 100 == 3 && location.isPresent()) {
        URI next = page.uri().resolve(location.get());
        if (next.toString().startsWith(end)) {
          return new Page(next, page.status(), "", page.headers());
        }
        page = request("GET", next, null);
      } else if (page.uri().getPath().startsWith("/realms/")) {
        Optional<Page> next = answer(page);
        if (next.isEmpty()) {
          return page;
        }
        page = next.get();
      } else {
        return page;
      }
    }
    throw new AssertionError("too many redirects, last " + page.uri());
  }

  /** Fills in the form that Keycloak shows. */
  private Optional<Page> answer(Page page) {
    Matcher forms = FORM.matcher(page.body());
    while (forms.find()) {
      Matcher action = ACTION.matcher(forms.group());
      if (forms.group(1) == null || !action.find()) {
        continue;
      }
      URI target = page.uri().resolve(action.group(1).replace("&amp;", "&"));
      Map<String, String> fields =
          switch (forms.group(1)) {
            case "kc-form-login" ->
                Map.of(
                    "username", person.username(),
                    "password", person.developmentPassword(),
                    "credentialId", "");
            case "kc-passwd-update-form" ->
                Map.of(
                    "password-new", person.developmentPassword(),
                    "password-confirm", person.developmentPassword());
            case "kc-otp-login-form" -> Map.of("otp", codes.get());
            case "register" ->
                authenticator().enrol(script(page, "challenge"), "localhost", origin(page));
            case "webauth" ->
                authenticator().touch(script(page, "challenge"), "localhost", origin(page));
            default -> Map.of();
          };
      if (!fields.isEmpty()) {
        if (forms.group(1).equals("kc-form-login")
            && page.body().contains("aria-invalid=\"true\"")) {
          throw new AssertionError("the sign-in was refused:\n" + page.body());
        }
        return Optional.of(request("POST", target, fields));
      }
    }
    Matcher proceed = PROCEED.matcher(page.body());
    return proceed.find()
        ? Optional.of(
            request("GET", page.uri().resolve(proceed.group(1).replace("&amp;", "&")), null))
        : Optional.empty();
  }

  private static String script(Page page, String name) {
    Matcher value =
        Pattern.compile("\\b" + name + "\\s*:\\s*['\"]([^'\"]*)['\"]").matcher(page.body());
    if (!value.find()) {
      throw new AssertionError("no " + name + " in\n" + page.body());
    }
    return value.group(1);
  }

  private static String origin(Page page) {
    return page.uri().getScheme() + "://" + page.uri().getAuthority();
  }

  private Page request(String method, URI uri, Map<String, String> form) {
    return request(
        method, uri, "application/x-www-form-urlencoded", form == null ? null : encode(form));
  }

  private Page request(String method, URI uri, String type, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    String header = cookieHeader(uri);
    if (!header.isEmpty()) {
      request.header("Cookie", header);
    }
    request.header("Accept", "text/html,*/*;q=0.5");
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", type);
      request.header("Origin", uri.getScheme() + "://" + uri.getAuthority());
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      keepCookies(uri, answer.headers().allValues("set-cookie"));
      return new Page(uri, answer.statusCode(), answer.body(), answer.headers().map());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keepCookies(URI uri, List<String> headers) {
    for (String header : headers) {
      for (HttpCookie cookie : parse(header)) {
        String path = cookie.getPath() == null ? "/" : cookie.getPath();
        String key = path + " " + cookie.getName();
        if (cookie.getMaxAge() == 0) {
          cookies.remove(key);
        } else {
          cookie.setPath(path);
          cookies.put(key, cookie);
        }
      }
    }
  }

  private static List<HttpCookie> parse(String header) {
    try {
      return HttpCookie.parse(header);
    } catch (IllegalArgumentException e) {
      return new ArrayList<>();
    }
  }

  private String cookieHeader(URI uri) {
    return cookies.values().stream()
        .filter(cookie -> uri.getPath().startsWith(cookie.getPath()))
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field ->
            URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
