package io.chancery.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits. */
public record Sha256(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public Sha256 {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("a SHA-256 digest has 64 lower-case hexadecimal digits");
    }
  }

  /** The digest whose 32 bytes are given. */
  public static Sha256 of(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /** Hashes {@code content}. */
  public static Sha256 hash(byte[] content) {
    return of(newDigest().digest(content));
  }

  /** Hashes the UTF-8 bytes of {@code content}. */
  public static Sha256 hash(String content) {
    return hash(content.getBytes(StandardCharsets.UTF_8));
  }

  /** A fresh running digest, for streams. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
