package io.chancery.custody;

import io.chancery.proof.SignedCheckpoint;
import io.chancery.proof.SignedNote;
import io.chancery.proof.WitnessPolicy.Witness;
import io.chancery.proof.WitnessRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Asks one witness for its cosignature (C2SP tlog-witness v1.0.0). */
final class WitnessClient {
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final Duration timeout;

  WitnessClient(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * The witness's cosignature over {@code checkpoint}, verified.
   *
   * @param believed the size that the witness is believed to have cosigned last
   * @param proofFrom the consistency proof from a size to the checkpoint's
   * @throws IOException when the witness cannot be reached, refuses, or answers with something else
   */
  SignedNote.Signature ask(
      Witness witness,
      SignedCheckpoint checkpoint,
      long believed,
      LongFunction<List<byte[]>> proofFrom)
      throws IOException {
    HttpResponse<byte[]> response = post(witness, checkpoint, believed, proofFrom);
    if (response.statusCode() == CONFLICT) {
      long known = size(witness, response.body());
      if (known == believed || known > checkpoint.size()) {
        throw new IOException("witness " + witness.name() + " knows another tree of this log");
      }
      response = post(witness, checkpoint, known, proofFrom);
    }
    if (response.statusCode() != OK) {
      throw new IOException("witness " + witness.name() + " answered " + response.statusCode());
    }
    return verified(witness, checkpoint, response.body());
  }

  private HttpResponse<byte[]> post(
      Witness witness, SignedCheckpoint checkpoint, long old, LongFunction<List<byte[]>> proofFrom)
      throws IOException {
    List<byte[]> proof = old == 0 ? List.of() : proofFrom.apply(old);
    byte[] body = new WitnessRequest(old, proof, checkpoint.bytes()).encoded();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(witness.url() + "/add-checkpoint"))
            .timeout(timeout)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build()) {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a witness", e);
    }
  }

  private static long size(Witness witness, byte[] body) throws IOException {
    try {
      return Long.parseLong(new String(body, StandardCharsets.US_ASCII).strip());
    } catch (NumberFormatException e) {
      throw new IOException("witness " + witness.name() + " answered 409 without a size", e);
    }
  }

  private static SignedNote.Signature verified(
      Witness witness, SignedCheckpoint checkpoint, byte[] body) throws IOException {
    List<SignedNote.Signature> lines = new ArrayList<>();
    try {
      for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
        lines.add(SignedNote.Signature.parse(line));
      }
    } catch (RuntimeException e) {
      throw new IOException("witness " + witness.name() + " answered no signature line", e);
    }
    return lines.stream()
        .filter(line -> line.keyId() == witness.key().id())
        .filter(line -> line.name().equals(witness.key().name()))
        .filter(line -> witness.key().verify(checkpoint.note().text(), line.bytes()))
        .findFirst()
        .orElseThrow(() -> new IOException("witness " + witness.name() + " signed something else"));
  }
}
