package io.chancery.source;

import static io.chancery.source.PublishedPlatform.ASKED;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Identifier.Kind;
import io.chancery.kernel.ReadGrant;
import io.chancery.source.SamplePlatformFixture.Kept;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform's own interface, over mutual TLS, with the faults that such interfaces have. */
class HttpConnectorTest {
  @TempDir static Path folder;
  private static HttpsServer server;
  private static volatile Function<String, Answer> answers;
  private static final List<String> asked = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body, String link) {
    static Answer ok(String body) {
      return new Answer(200, body, null);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    KeyPair platform = generator.generateKeyPair();
    KeyPair portal = generator.generateKeyPair();
    KeyPair stranger = generator.generateKeyPair();
    X509Certificate platformCertificate = certificate(platform, "platform");
    X509Certificate portalCertificate = certificate(portal, "portal");
    store("platform.p12", platform, platformCertificate);
    store("portal.p12", portal, portalCertificate);
    store("stranger.p12", stranger, certificate(stranger, "stranger"));
    trust("platform-trust.p12", platformCertificate);
    trust("portal-trust.p12", portalCertificate);
    SSLContext tls = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(load("platform.p12"), "pass".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(load("portal-trust.p12"));
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            javax.net.ssl.SSLParameters wanted = tls.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", HttpConnectorTest::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void forget() {
    asked.clear();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(path);
      Answer answer = answers.apply(path);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      if (answer.link() != null) {
        exchange.getResponseHeaders().add("Link", answer.link());
      }
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static X509Certificate certificate(KeyPair keys, String name) throws Exception {
    X500Name subject = new X500Name("CN=" + name);
    Date from = Date.from(Instant.now().minusSeconds(3600));
    Date until = Date.from(Instant.now().plusSeconds(3600));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject, BigInteger.ONE, from, until, subject, keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static void store(String file, KeyPair keys, X509Certificate certificate)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key", keys.getPrivate(), "pass".toCharArray(), new X509Certificate[] {certificate});
    save(store, file);
  }

  private static void trust(String file, X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("other", certificate);
    save(store, file);
  }

  private static void save(KeyStore store, String file) throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
      store.store(out, "pass".toCharArray());
    }
  }

  private static KeyStore load(String file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      store.load(in, "pass".toCharArray());
    }
    return store;
  }

  private static HttpPlatform platform(String key) {
    String http = "chancery.source.social.http.";
    SourceConfiguration configuration =
        new SmallRyeConfigBuilder()
            .withMapping(SourceConfiguration.class)
            .withDefaultValues(
                Map.of(
                    "chancery.source.social.kind",
                    "http",
                    "chancery.source.social.mapping",
                    "mine",
                    http + "base-url",
                    "https://localhost:" + server.getAddress().getPort() + "/internal",
                    http + "key-store",
                    folder.resolve(key).toString(),
                    http + "key-store-password",
                    "pass",
                    http + "trust-store",
                    folder.resolve("platform-trust.p12").toString(),
                    http + "trust-store-password",
                    "pass",
                    http + "requests-per-second",
                    "1000",
                    http + "tries",
                    "3"))
            .withConverter(java.net.URI.class, 100, java.net.URI::create)
            .build()
            .getConfigMapping(SourceConfiguration.class);
    return new HttpPlatform(
        configuration.sources().get("social").http().orElseThrow(),
        Duration.ofMillis(5),
        Duration.ofMinutes(5));
  }

  private static Sources sources(String paging) throws IOException {
    return sources(paging, platform("portal.p12"));
  }

  private static Sources sources(String paging, HttpPlatform platform) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            version: 1
            kind: http
            system: inhouse
            timeZone: UTC
            identifiers:
              username:
                pattern: '@?(?<value>[a-z0-9_ ]+)'
                feeds: [{from: "/accounts?name=:identifier", each: /found, account: /id, value: /name}]
            """);
    for (String kind : List.of("profile-url", "account-id", "email", "phone")) {
      text.append("  ").append(kind).append(": {notHeld: The interface cannot look it up.}\n");
    }
    text.append("groups:\n");
    for (FieldGroup group : FieldGroup.values()) {
      if (group != FieldGroup.POSTS) {
        text.append("  ")
            .append(group.key())
            .append(": {notHeld: The interface does not give it.}\n");
      }
    }
    text.append(
        """
          posts:
            period: event
            periodMeaning: Posts of the period.
            time: createdAt
            fields:
              - {name: id, type: text, sensitivity: technical, meaning: Its id.}
              - {name: createdAt, type: time, sensitivity: content, meaning: When.}
              - {name: text, type: text, sensitivity: content, meaning: The text.}
            feeds:
              - from: /accounts/:account/posts?since=:from&before=:until
                each: /items
                account: /owner
                values: {id: /id, createdAt: /at, text: /text}
        """);
    if (!paging.isEmpty()) {
      text.append("        paging: ").append(paging).append('\n');
    }
    Path file = Files.writeString(folder.resolve("mine.yaml"), text);
    return SamplePlatformFixture.shared()
        .sources(
            new HttpConnector(
                MappingLoader.load(
                    MappingFile.open(file.toString()), null, SourceConfiguration.Kind.HTTP),
                platform,
                () -> new MediaFolder(null)),
            Clock.fixed(SamplePlatformFixture.NOW, ZoneOffset.UTC));
  }

  private static ReadOutcome read(Sources sources, Kept kept) {
    return sources.disclose(
        SamplePlatformFixture.disclose(
            "a/1", List.of(new ReadGrant.Reach(FieldGroup.POSTS, ASKED))),
        kept);
  }

  private static String post(String id, String owner, String at) {
    return "{\"id\":\""
        + id
        + "\",\"owner\":\""
        + owner
        + "\",\"at\":\""
        + at
        + "\",\"text\":\"t"
        + id
        + "\"}";
  }

  private static String items(String... posts) {
    return "\"items\":[" + String.join(",", posts) + "]";
  }

  private static final String FIRST = post("2", "a/1", "2026-02-01T00:00:00Z");
  private static final String SAME = post("1", "a/1", "2026-02-01T00:00:00.0005Z");
  private static final String LAST = post("3", "a/1", "2026-02-28T23:59:59.999Z");

  @Test
  void aNameIsLookedUpAndOnlyItselfCounts() throws IOException {
    answers =
        path ->
            Answer.ok(
                "{\"found\":[{\"id\":\"a/9\",\"name\":\"mia b2\"},{\"id\":\"a/1\",\"name\":\"Mia b\"}]}");
    assertThat(sources("").resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "@mia b")))
        .isEqualTo(new Resolution.Found(1, "a/1"));
    assertThat(asked).containsExactly("/internal/accounts?name=mia%20b");
    assertThat(sources("").resolve(SamplePlatformFixture.resolve(Kind.USERNAME, "mi")))
        .isEqualTo(new Resolution.NotFound(1));
  }

  @Test
  void pagesAreReadByCursorNumberAndLink() throws IOException {
    String start =
        "/internal/accounts/a%2F1/posts?since=2026-02-01T00%3A00%3A00Z&before=2026-03-01T00%3A00%3A00Z";
    Map<String, Function<String, Answer>> kinds =
        Map.of(
            "{kind: cursor, at: /next, parameter: after}",
            path ->
                path.endsWith("after=x%26y")
                    ? Answer.ok("{" + items(LAST) + ",\"next\":null}")
                    : Answer.ok("{" + items(FIRST, SAME) + ",\"next\":\"x&y\"}"),
            "{kind: page, parameter: page}",
            path ->
                path.endsWith("page=3")
                    ? Answer.ok("{" + items() + "}")
                    : path.endsWith("page=2")
                        ? Answer.ok("{" + items(LAST) + "}")
                        : Answer.ok("{" + items(FIRST, SAME) + "}"),
            "{kind: link}",
            path ->
                path.endsWith("2nd")
                    ? Answer.ok("{" + items(LAST) + "}")
                    : new Answer(
                        200,
                        "{" + items(FIRST, SAME) + "}",
                        "</a>; rel=\"prev\", </internal/2nd>; rel=\"next\""));
    for (Map.Entry<String, Function<String, Answer>> kind : kinds.entrySet()) {
      answers = kind.getValue();
      asked.clear();
      Kept kept = new Kept();

      assertThat(read(sources(kind.getKey()), kept))
          .as(kind.getKey())
          .isInstanceOf(ReadOutcome.Done.class);
      assertThat(kept.ids(FieldGroup.POSTS)).containsExactly("1", "2", "3");
      assertThat(asked.getFirst()).isEqualTo(start);
    }
  }

  @Test
  void whatABuggyInterfaceGivesOutsideTheGrantIsNeverDelivered() throws IOException {
    for (String wrong :
        List.of(
            post("4", "a/2", "2026-02-10T00:00:00Z"),
            post("4", "a/1", "2026-01-31T23:59:59.999999Z"),
            post("4", "a/1", "2026-03-01T00:00:00Z"),
            "{\"id\":\"4\",\"at\":\"2026-02-10T00:00:00Z\"}")) {
      answers = path -> Answer.ok("{" + items(FIRST, wrong) + "}");
      Kept kept = new Kept();

      assertThat(read(sources(""), kept))
          .isEqualTo(new ReadOutcome.Failed(1, Failure.OUT_OF_SCOPE));
      assertThat(kept.all()).doesNotContain("t4");
    }
  }

  @Test
  void answersOutOfOrderOrInCirclesOrNotJsonAreFailures() throws IOException {
    answers = path -> Answer.ok("{" + items(LAST, FIRST) + "}");
    assertThat(read(sources(""), new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.SOURCE_BROKEN));
    answers = path -> Answer.ok("{" + items(FIRST) + ",\"next\":\"same\"}");
    assertThat(read(sources("{kind: cursor, at: /next, parameter: after}"), new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.SOURCE_BROKEN));
    answers = path -> Answer.ok("<html>");
    assertThat(read(sources(""), new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.SOURCE_BROKEN));
    answers =
        path ->
            new Answer(200, "{" + items(FIRST) + "}", "<https://elsewhere.example/x>; rel=next");
    assertThat(read(sources("{kind: link}"), new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.SOURCE_BROKEN));
    answers = path -> new Answer(302, "", null);
    assertThat(read(sources(""), new Kept()))
        .isEqualTo(new ReadOutcome.Failed(1, Failure.QUERY_FAILED));
  }

  @Test
  void aPassingFaultIsTriedAgainAndALastingOneOpensTheBreaker() throws IOException {
    answers =
        path ->
            asked.size() < 3
                ? new Answer(asked.size() == 1 ? 503 : 429, "", null)
                : Answer.ok("{" + items(FIRST) + "}");
    assertThat(read(sources(""), new Kept())).isInstanceOf(ReadOutcome.Done.class);
    assertThat(asked).hasSize(3);

    answers = path -> new Answer(500, "", null);
    Sources failing = sources("");
    for (int i = 0; i < 6; i++) {
      assertThat(((ReadOutcome.Failed) read(failing, new Kept())).reason())
          .isEqualTo(Failure.SOURCE_UNREACHABLE);
    }
    assertThat(asked.size()).as("left alone after ten faults").isEqualTo(3 + 10);
  }

  @Test
  void nobodyElsesCertificateOpensTheInterface() throws IOException {
    answers = path -> Answer.ok("{" + items(FIRST) + "}");

    assertThat(
            ((ReadOutcome.Failed) read(sources("", platform("stranger.p12")), new Kept())).reason())
        .isEqualTo(Failure.SOURCE_UNREACHABLE);
    assertThat(asked).isEmpty();
  }
}
