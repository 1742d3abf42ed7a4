package io.chancery.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A proof that one entry stands in a log (c2sp.org/tlog-proof@v1, file ending {@code .tlog-proof}).
 *
 * @param index the leaf's place, from 0
 * @param hashes the inclusion proof, the leaf's sibling first
 * @param checkpoint the note that it ends in, byte for byte
 */
public record TlogProof(long index, List<byte[]> hashes, byte[] checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1\n";
  private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,17}");

  public TlogProof {
    hashes = List.copyOf(hashes);
  }

  /**
   * Reads a proof; verifies nothing. An {@code extra} line is passed over.
   *
   * @throws InvalidProofException when it is malformed
   */
  public static TlogProof parse(byte[] bytes) {
    // The note is copied as bytes, so that nothing of it can change on the way.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int split = text.indexOf("\n\n");
    if (!text.startsWith(HEADER) || split < HEADER.length()) {
      throw new InvalidProofException("not a c2sp.org/tlog-proof@v1 file");
    }
    String[] lines = text.substring(HEADER.length(), split).split("\n", -1);
    int at = lines[0].startsWith("extra ") ? 1 : 0;
    if (at >= lines.length || !lines[at].startsWith("index ")) {
      throw new InvalidProofException("the proof names no index");
    }
    String index = lines[at].substring("index ".length());
    if (!INDEX.matcher(index).matches()) {
      throw new InvalidProofException("the proof's index is not a decimal number");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (int i = at + 1; i < lines.length; i++) {
      try {
        hashes.add(Base64.getDecoder().decode(lines[i]));
      } catch (IllegalArgumentException e) {
        throw new InvalidProofException("a hash of the proof is not base64", e);
      }
    }
    byte[] note = text.substring(split + 2).getBytes(StandardCharsets.ISO_8859_1);
    return new TlogProof(Long.parseLong(index), hashes, note);
  }

  /** The proof's exact bytes. */
  public byte[] encoded() {
    StringBuilder text = new StringBuilder(HEADER).append("index ").append(index).append('\n');
    for (byte[] hash : hashes) {
      text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    text.append('\n').append(new String(checkpoint, StandardCharsets.ISO_8859_1));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Verifies that {@code leafHash} stands at {@link #index} under the checkpoint, whoever signed
   * it.
   *
   * @return the checkpoint, whose signatures the caller verifies
   * @throws InvalidProofException when it does not
   */
  public SignedCheckpoint verify(byte[] leafHash) {
    SignedCheckpoint signed = SignedCheckpoint.parse(checkpoint);
    byte[] root = signed.checkpoint().root().bytes();
    if (!Merkle.verifyInclusion(leafHash, index, signed.size(), hashes, root)) {
      throw new InvalidProofException("the proof does not lead from the entry to the checkpoint");
    }
    return signed;
  }
}
