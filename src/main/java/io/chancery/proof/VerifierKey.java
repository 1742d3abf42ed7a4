package io.chancery.proof;

import io.chancery.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * A verifier key of C2SP signed-note v1.0.0, as text {@code <name>+<8 hex digits>+<base64(type ||
 * public key)>}. Three types are known: Ed25519 over the note's text, and the time-stamped Ed25519
 * and ML-DSA-44 cosignatures of tlog-cosignature v1.
 */
public final class VerifierKey {
  /** Ed25519 over the note's text. */
  public static final int ED25519 = 0x01;

  /** Ed25519 over {@code cosignature/v1}, a time and the note's text. */
  public static final int COSIGNATURE = 0x04;

  /** ML-DSA-44 (FIPS 204) over a time, the origin and the whole tree. */
  public static final int ML_DSA_44 = 0x06;

  private static final int ML_DSA_44_BYTES = 1312;

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 section 4). */
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int TIME_BYTES = 8;

  private final String name;
  private final int type;
  private final byte[] publicKey;
  private final int id;

  private VerifierKey(String name, int type, byte[] publicKey) {
    if (!isName(name)) {
      throw new InvalidProofException("a key's name has no spaces and no plus sign");
    }
    boolean known =
        type == ML_DSA_44
            ? publicKey.length == ML_DSA_44_BYTES
            : (type == ED25519 || type == COSIGNATURE) && publicKey.length == 32;
    if (!known) {
      throw new InvalidProofException(
          "only Ed25519 keys (types 1 and 4) and ML-DSA-44 keys (type 6) are known");
    }
    this.name = name;
    this.type = type;
    this.publicKey = publicKey.clone();
    this.id = idOf(name, type, publicKey);
  }

  /** An Ed25519 key for notes, from its 32 bytes. */
  public static VerifierKey ed25519(String name, byte[] publicKey) {
    return new VerifierKey(name, ED25519, publicKey);
  }

  /** An Ed25519 key for time-stamped cosignatures, from its 32 bytes. */
  public static VerifierKey cosignature(String name, byte[] publicKey) {
    return new VerifierKey(name, COSIGNATURE, publicKey);
  }

  /** An ML-DSA-44 key for time-stamped cosignatures, from its 1312 bytes. */
  public static VerifierKey mlDsa44(String name, byte[] publicKey) {
    return new VerifierKey(name, ML_DSA_44, publicKey);
  }

  /**
   * Reads a key from its text.
   *
   * @throws InvalidProofException when it is malformed, of an unknown type, or its id is not its
   *     own
   */
  public static VerifierKey parse(String text) {
    String trimmed = text.strip();
    int first = trimmed.indexOf('+');
    int second = trimmed.indexOf('+', first + 1);
    if (first < 1 || second < 0) {
      throw new InvalidProofException("a verifier key looks like name+0a1b2c3d+AbCd...");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(trimmed.substring(second + 1));
    } catch (IllegalArgumentException e) {
      throw new InvalidProofException("the verifier key is not base64", e);
    }
    if (key.length == 0) {
      throw new InvalidProofException("the verifier key is empty");
    }
    VerifierKey parsed =
        new VerifierKey(
            trimmed.substring(0, first), key[0] & 0xFF, Arrays.copyOfRange(key, 1, key.length));
    if (!parsed.idText().equals(trimmed.substring(first + 1, second))) {
      throw new InvalidProofException("the verifier key's id is not the id of its key");
    }
    return parsed;
  }

  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(c -> Character.isWhitespace(c) || c == '+');
  }

  /** Who signs: for a log, its origin. */
  public String name() {
    return name;
  }

  /** {@link #ED25519}, {@link #COSIGNATURE} or {@link #ML_DSA_44}. */
  public int type() {
    return type;
  }

  /** The first four bytes of SHA-256(name || 0x0A || type || public key). */
  public int id() {
    return id;
  }

  /** The public key: 32 bytes for Ed25519, 1312 for ML-DSA-44. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** SHA-256 over the public key, for people to compare. */
  public Sha256 fingerprint() {
    return Sha256.hash(publicKey);
  }

  /** Whether {@code signature} is this key's signature over a note's {@code text}. */
  public boolean verify(String text, byte[] signature) {
    if (type == ED25519) {
      return verifyBytes(text.getBytes(StandardCharsets.UTF_8), signature);
    }
    if (signature.length <= TIME_BYTES) {
      return false;
    }
    long time = ByteBuffer.wrap(signature).getLong();
    byte[] bare = Arrays.copyOfRange(signature, TIME_BYTES, signature.length);
    return type == ML_DSA_44
        ? verifyMlDsa(cosignedTree(name, time, text), bare)
        : verifyBytes(cosigned(time, text), bare);
  }

  /** What a cosignature of type 4 covers; {@code time} counts seconds since 1970. */
  public static byte[] cosigned(long time, String text) {
    return ("cosignature/v1\ntime " + Long.toUnsignedString(time) + "\n" + text)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a cosignature of type 6 covers: a tree from its first entry.
   *
   * @param name the cosigner's
   * @param time seconds since 1970
   * @param text a checkpoint's
   * @throws InvalidProofException when the text is no checkpoint
   */
  public static byte[] cosignedTree(String name, long time, String text) {
    Checkpoint checkpoint = Checkpoint.parse(text);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.UTF_8));
    writeShort(bytes, name);
    bytes.writeBytes(ByteBuffer.allocate(8).putLong(time).array());
    writeShort(bytes, checkpoint.origin());
    bytes.writeBytes(ByteBuffer.allocate(16).putLong(0).putLong(checkpoint.size()).array());
    bytes.writeBytes(checkpoint.root().bytes());
    return bytes.toByteArray();
  }

  private static void writeShort(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 255) {
      throw new InvalidProofException("a name in a cosignature has at most 255 bytes");
    }
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private boolean verifyMlDsa(byte[] message, byte[] signature) {
    // Bouncy Castle, because the verifier runs on Java 17 as well.
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  /** When a cosignature of type 4 or 6 was made, in seconds since 1970; not verified here. */
  public static long cosignedAt(byte[] signature) {
    if (signature.length <= TIME_BYTES) {
      throw new InvalidProofException("a cosignature begins with its time");
    }
    return ByteBuffer.wrap(signature).getLong();
  }

  private boolean verifyBytes(byte[] message, byte[] signature) {
    try {
      byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + publicKey.length);
      System.arraycopy(publicKey, 0, spki, SPKI_PREFIX.length, publicKey.length);
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a point that is none, or a signature of the wrong length
    }
  }

  private static int idOf(String name, int type, byte[] publicKey) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    bytes.write('\n');
    bytes.write(type);
    bytes.writeBytes(publicKey);
    return ByteBuffer.wrap(Sha256.newDigest().digest(bytes.toByteArray())).getInt();
  }

  private String idText() {
    return String.format(Locale.ROOT, "%08x", id);
  }

  /** The key as text, as {@link #parse} reads it. */
  @Override
  public String toString() {
    byte[] typed = new byte[1 + publicKey.length];
    typed[0] = (byte) type;
    System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
    return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(typed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
