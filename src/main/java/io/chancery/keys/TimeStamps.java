package io.chancery.keys;

import io.chancery.proof.InvalidProofException;
import io.chancery.proof.TimeStamp;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.jspecify.annotations.Nullable;

/** Time-stamps by an authority (RFC 3161) over SHA-256. */
@Singleton
public class TimeStamps {
  private static final int NONCE_BITS = 64;
  private static final int OK = 200;

  private final @Nullable URI url;
  private final @Nullable EmbeddedAuthority embedded;
  private final @Nullable String embeddedRoot;
  private final Duration timeout;
  private final SecureRandom random = new SecureRandom();

  @Inject
  TimeStamps(KeyRing ring, TimeStampConfiguration configuration, Clock clock) {
    this(
        configuration.url().orElse(null),
        configuration.embedded() ? ring.file() : null,
        configuration.timeout(),
        clock);
  }

  TimeStamps(@Nullable URI url, @Nullable KeyStoreFile file, Duration timeout, Clock clock) {
    boolean byItself = url == null && file != null && file.has(KeyStoreFile.TIME);
    this.url = url;
    this.embedded = byItself && file != null ? new EmbeddedAuthority(file, clock) : null;
    this.embeddedRoot = byItself && file != null ? root(file) : null;
    this.timeout = timeout;
  }

  /** Whether there is an authority to ask. */
  public boolean available() {
    return url != null || embedded != null;
  }

  /** The root of the embedded authority as PEM; null when a real one is configured. */
  public @Nullable String embeddedRootPem() {
    return embeddedRoot;
  }

  /**
   * Asks for a time-stamp over {@code content}. Only its digest leaves the process. Not within a
   * database transaction: the authority may take its time.
   *
   * @return the whole TimeStampResp, DER ({@code .tsr}), verified
   * @throws IOException when the authority cannot be reached or its answer is no time-stamp
   * @throws IllegalStateException when none is configured
   */
  public byte[] stamp(byte[] content) throws IOException {
    TimeStampRequest request = request(content);
    byte[] response;
    if (url != null) {
      response = ask(url, request);
    } else if (embedded != null) {
      response = embedded.answer(request);
    } else {
      throw new IllegalStateException("neither chancery.tsa.url nor chancery.tsa.embedded is set");
    }
    try {
      new TimeStampResponse(response).validate(request); // nonce, imprint, status
      TimeStamp.verify(response, content);
      return response;
    } catch (TSPException | InvalidProofException e) {
      throw new IOException("the time-stamp authority's answer does not verify", e);
    }
  }

  private TimeStampRequest request(byte[] content) {
    try {
      TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
      generator.setCertReq(true);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return generator.generate(TSPAlgorithms.SHA256, digest, new BigInteger(NONCE_BITS, random));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] ask(URI authority, TimeStampRequest request) throws IOException {
    HttpRequest post =
        HttpRequest.newBuilder(authority)
            .timeout(timeout)
            .header("Content-Type", "application/timestamp-query")
            .POST(BodyPublishers.ofByteArray(request.getEncoded()))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build()) {
      HttpResponse<byte[]> response = client.send(post, BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw new IOException("the time-stamp authority answered " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the time-stamp authority", e);
    }
  }

  private static String root(KeyStoreFile file) {
    var chain = file.chain(KeyStoreFile.TIME);
    return Pem.of(chain.subList(chain.size() - 1, chain.size()));
  }
}
