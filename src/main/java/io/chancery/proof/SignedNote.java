package io.chancery.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A signed note (C2SP signed-note v1.0.0): a text, an empty line, and one line per signature.
 *
 * @param text ends with a line feed
 * @param signatures as they stand in the note, known and unknown ones
 */
public record SignedNote(String text, List<Signature> signatures) {
  private static final String PREFIX = "\u2014 ";
  private static final int MAX_SIGNATURES = 100;

  /** One signature line. */
  public record Signature(String name, int keyId, byte[] bytes) {
    /** The line with its line feed, as it stands in a note. */
    public String line() {
      byte[] all = ByteBuffer.allocate(4 + bytes.length).putInt(keyId).put(bytes).array();
      return PREFIX + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
    }

    /**
     * Reads one line, with or without its line feed.
     *
     * @throws InvalidProofException when it is malformed
     */
    public static Signature parse(String line) {
      String rest = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
      int space = rest.indexOf(' ', PREFIX.length());
      if (!rest.startsWith(PREFIX) || space < 0) {
        throw new InvalidProofException("a signature line of the note is malformed");
      }
      String name = rest.substring(PREFIX.length(), space);
      try {
        byte[] all = Base64.getDecoder().decode(rest.substring(space + 1));
        if (!VerifierKey.isName(name) || all.length < 5) {
          throw new InvalidProofException("a signature line of the note is malformed");
        }
        return new Signature(
            name, ByteBuffer.wrap(all).getInt(), Arrays.copyOfRange(all, 4, all.length));
      } catch (IllegalArgumentException e) {
        throw new InvalidProofException("a signature of the note is not base64", e);
      }
    }
  }

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new InvalidProofException("a note's text ends with a line feed, no other control");
    }
  }

  /**
   * Reads a note; verifies nothing.
   *
   * @throws InvalidProofException when it is malformed
   */
  public static SignedNote parse(byte[] bytes) {
    String all;
    try {
      all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidProofException("the note is not UTF-8", e);
    }
    int split = all.lastIndexOf("\n\n");
    if (split < 0 || split + 2 == all.length() || !all.endsWith("\n")) {
      throw new InvalidProofException("the note has no signatures");
    }
    List<Signature> signatures = new ArrayList<>();
    for (String line : all.substring(split + 2).split("\n")) {
      signatures.add(Signature.parse(line));
      if (signatures.size() > MAX_SIGNATURES) {
        throw new InvalidProofException("the note has more than " + MAX_SIGNATURES + " signatures");
      }
    }
    return new SignedNote(all.substring(0, split + 1), signatures);
  }

  /** Signs {@code text} as a note. */
  public static SignedNote sign(String text, NoteSigner... signers) {
    List<Signature> signatures = new ArrayList<>();
    for (NoteSigner signer : signers) {
      byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
      signatures.add(new Signature(signer.key().name(), signer.key().id(), signature));
    }
    return new SignedNote(text, signatures);
  }

  /** The same note with further signature lines. */
  public SignedNote with(Collection<Signature> more) {
    List<Signature> all = new ArrayList<>(signatures);
    all.addAll(more);
    return new SignedNote(text, all);
  }

  /**
   * The keys of {@code known} that signed. Signatures by other keys are passed over.
   *
   * @throws InvalidProofException when a signature that claims to be by a known key is not
   */
  public List<VerifierKey> signedBy(Collection<VerifierKey> known) {
    List<VerifierKey> signers = new ArrayList<>();
    for (Signature signature : signatures) {
      for (VerifierKey key : known) {
        if (key.id() != signature.keyId() || !key.name().equals(signature.name())) {
          continue;
        }
        if (!key.verify(text, signature.bytes())) {
          throw new InvalidProofException("the signature by " + key.name() + " is wrong");
        }
        if (!signers.contains(key)) {
          signers.add(key);
        }
      }
    }
    return signers;
  }

  /** The note's exact bytes. */
  public byte[] encoded() {
    StringBuilder all = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> all.append(signature.line()));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }
}
