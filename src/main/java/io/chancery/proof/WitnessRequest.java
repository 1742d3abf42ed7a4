package io.chancery.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The body of {@code add-checkpoint} (C2SP tlog-witness v1.0.0).
 *
 * @param oldSize what the witness is thought to have cosigned last; 0 for nothing
 * @param proof from there to the checkpoint
 * @param checkpoint the note
 */
public record WitnessRequest(long oldSize, List<byte[]> proof, byte[] checkpoint) {
  private static final int MOST_HASHES = 63;
  private static final Pattern OLD = Pattern.compile("old (0|[1-9]\\d{0,17})");

  public WitnessRequest {
    proof = List.copyOf(proof);
  }

  /**
   * Reads a body.
   *
   * @throws InvalidProofException when it is malformed
   */
  public static WitnessRequest parse(byte[] body) {
    // The note is copied as bytes, so that nothing of it can change on the way.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw new InvalidProofException("the request has no checkpoint");
    }
    String[] lines = text.substring(0, split).split("\n", -1);
    var old = OLD.matcher(lines[0]);
    if (!old.matches() || lines.length - 1 > MOST_HASHES) {
      throw new InvalidProofException("the request does not begin with an old size and its proof");
    }
    List<byte[]> proof = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      try {
        proof.add(Base64.getDecoder().decode(lines[i]));
      } catch (IllegalArgumentException e) {
        throw new InvalidProofException("a hash of the proof is not base64", e);
      }
    }
    byte[] note = text.substring(split + 2).getBytes(StandardCharsets.ISO_8859_1);
    return new WitnessRequest(Long.parseLong(old.group(1)), proof, note);
  }

  /** The body's exact bytes. */
  public byte[] encoded() {
    StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
    for (byte[] hash : proof) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    text.append('\n').append(new String(checkpoint, StandardCharsets.ISO_8859_1));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
