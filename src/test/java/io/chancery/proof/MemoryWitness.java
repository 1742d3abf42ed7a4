package io.chancery.proof;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A witness of somebody else (C2SP tlog-witness), over HTTP and in memory: it cosigns whatever
 * continues what it cosigned before, of any log, as long as it is willing.
 */
public final class MemoryWitness {
  private final TestSigner signer = new TestSigner("witness.example/memory");
  private final Map<String, Checkpoint> latest = new HashMap<>();
  private final BooleanSupplier willing;
  private final HttpServer server;

  public MemoryWitness(BooleanSupplier willing) throws IOException {
    this.willing = willing;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/add-checkpoint", this::answer);
    server.start();
  }

  /** A policy under which this witness alone is the quorum. */
  public String policy() {
    VerifierKey key = VerifierKey.cosignature(signer.key().name(), signer.raw());
    return "witness memory %s http://127.0.0.1:%d\nquorum memory\n"
        .formatted(key, server.getAddress().getPort());
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    WitnessRequest request = WitnessRequest.parse(exchange.getRequestBody().readAllBytes());
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(request.checkpoint());
    String origin = checkpoint.checkpoint().origin();
    Checkpoint known = latest.get(origin);
    long size = known == null ? 0 : known.size();
    if (!willing.getAsBoolean()) {
      send(exchange, 503, "");
    } else if (request.oldSize() != size) {
      send(exchange, 409, size + "\n");
    } else if (known != null && !continues(known, checkpoint, request)) {
      send(exchange, 422, "");
    } else {
      latest.put(origin, checkpoint.checkpoint());
      long now = Instant.now().getEpochSecond();
      send(exchange, 200, signer.cosign(checkpoint.note().text(), now).line());
    }
  }

  private static boolean continues(
      Checkpoint known, SignedCheckpoint checkpoint, WitnessRequest request) {
    return Merkle.verifyConsistency(
        known.size(),
        known.root().bytes(),
        checkpoint.size(),
        checkpoint.checkpoint().root().bytes(),
        request.proof());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
