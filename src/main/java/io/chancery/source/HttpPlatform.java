package io.chancery.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A platform's own interface: GET and JSON alone, mutual TLS where it is configured, never more
 * requests than allowed. A request that fails for a passing reason is made again, later each time;
 * a platform that keeps failing is left alone for a while.
 */
final class HttpPlatform {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern NEXT =
      Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel\\s*=\\s*\"?next\"?(?=[\\s;,]|$)");
  private static final int LARGEST = 16 << 20;

  /** An answer, and where it says that it goes on. */
  record Page(JsonNode body, @Nullable URI next) {}

  private static final class Passing extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final URI base;
  private final @Nullable String token;
  private final Duration timeout;
  private final HttpClient client;
  private final FailsafeExecutor<HttpResponse<byte[]>> patient;

  HttpPlatform(SourceConfiguration.Http configuration) {
    this(configuration, Duration.ofMillis(200), Duration.ofSeconds(30));
  }

  HttpPlatform(SourceConfiguration.Http configuration, Duration pause, Duration rest) {
    this.base = configuration.baseUrl();
    this.token = configuration.token().orElse(null);
    this.timeout = configuration.timeout();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER);
    SSLContext tls = tls(configuration);
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.client = builder.build();
    RetryPolicy<HttpResponse<byte[]>> again =
        RetryPolicy.<HttpResponse<byte[]>>builder()
            .handle(IOException.class)
            .withMaxAttempts(configuration.tries())
            .withBackoff(pause.toMillis(), pause.toMillis() * 50, ChronoUnit.MILLIS)
            .withJitter(0.2)
            .build();
    CircuitBreaker<HttpResponse<byte[]>> breaker =
        CircuitBreaker.<HttpResponse<byte[]>>builder()
            .handle(IOException.class)
            .withFailureThreshold(10)
            .withDelay(rest)
            .build();
    RateLimiter<HttpResponse<byte[]>> pace =
        RateLimiter.<HttpResponse<byte[]>>smoothBuilder(
                configuration.requestsPerSecond(), Duration.ofSeconds(1))
            .withMaxWaitTime(Duration.ofMinutes(5))
            .build();
    this.patient = Failsafe.with(again, breaker, pace);
  }

  URI at(String path) {
    String root = base.toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
  }

  /** Asks; null where the platform says 404. */
  @Nullable Page get(URI at) throws ReadFailed {
    if (!sameServer(at)) {
      // Another server was not configured, and would get our certificate and token.
      throw new ReadFailed(Failure.SOURCE_BROKEN);
    }
    HttpResponse<byte[]> response;
    try {
      response = patient.get(() -> once(at));
    } catch (FailsafeException e) {
      throw new ReadFailed(Failure.SOURCE_UNREACHABLE);
    }
    if (response.statusCode() == 404) {
      return null;
    }
    if (response.statusCode() != 200) {
      throw new ReadFailed(Failure.QUERY_FAILED);
    }
    try {
      JsonNode body = MAPPER.readTree(response.body());
      return new Page(body, next(at, response));
    } catch (IOException | IllegalArgumentException e) {
      throw new ReadFailed(Failure.SOURCE_BROKEN);
    }
  }

  private HttpResponse<byte[]> once(URI at) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at).timeout(timeout).header("Accept", "application/json").GET();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<byte[]> response =
        client.send(
            request.build(),
            info ->
                HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.limiting(
                        HttpResponse.BodySubscribers.ofByteArray(), LARGEST),
                    body -> body));
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      throw new Passing();
    }
    return response;
  }

  private boolean sameServer(URI other) {
    return base.getScheme().equalsIgnoreCase(other.getScheme())
        && base.getAuthority().equalsIgnoreCase(other.getAuthority());
  }

  private static @Nullable URI next(URI at, HttpResponse<byte[]> response) {
    for (String link : response.headers().allValues("Link")) {
      Matcher matcher = NEXT.matcher(link);
      if (matcher.find()) {
        return at.resolve(matcher.group(1));
      }
    }
    return null;
  }

  private static @Nullable SSLContext tls(SourceConfiguration.Http configuration) {
    if (configuration.keyStore().isEmpty() && configuration.trustStore().isEmpty()) {
      return null;
    }
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      KeyManagerFactory keys = null;
      if (configuration.keyStore().isPresent()) {
        char[] password = configuration.keyStorePassword().orElse("").toCharArray();
        keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(configuration.keyStore().get(), password), password);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(
          configuration.trustStore().isPresent()
              ? store(
                  configuration.trustStore().get(),
                  configuration.trustStorePassword().orElse("").toCharArray())
              : null);
      tls.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the key store or trust store of a source cannot be read;"
              + " check chancery.source.<name>.http.key-store, trust-store and their passwords");
    }
  }

  private static KeyStore store(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    return store;
  }
}
