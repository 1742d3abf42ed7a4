package io.chancery.keys;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes (HMAC-SHA-256, RFC 2104). Each purpose has its own key, derived from the
 * installation's, so that a MAC made for one thing means nothing elsewhere.
 */
@Singleton
public class Macs {

  /** What a MAC is for. The name goes into its key; never rename one. */
  public enum Purpose {
    /** Seals of read grants. */
    READ_GRANT,
    /** Search keys of identifiers that stand in requests. */
    IDENTIFIER,
    /** Search keys of the platform's account ids. */
    ACCOUNT,
    /** Search keys of single collected records. */
    RECORD,
    /** Stored forms of random tokens in links. */
    TOKEN
  }

  private static final String ALGORITHM = "HmacSHA256";

  private final Map<Purpose, SecretKey> keys = new EnumMap<>(Purpose.class);

  @Inject
  Macs(KeyRing ring) {
    this(ring.file());
  }

  Macs(KeyStoreFile file) {
    SecretKey master = new SecretKeySpec(file.secret(KeyStoreFile.MAC).getEncoded(), ALGORITHM);
    for (Purpose purpose : Purpose.values()) {
      byte[] label = ("chancery mac v1 " + purpose.name()).getBytes(StandardCharsets.UTF_8);
      keys.put(purpose, new SecretKeySpec(hmac(master).doFinal(label), ALGORITHM));
    }
  }

  /** The 32-byte MAC over {@code parts}; where one ends and the next begins is part of it. */
  public byte[] mac(Purpose purpose, byte[]... parts) {
    Mac mac = hmac(java.util.Objects.requireNonNull(keys.get(purpose)));
    for (byte[] part : parts) {
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
      mac.update(part);
    }
    return mac.doFinal();
  }

  /** The search key of one of the platform's account ids: 64 hexadecimal digits. */
  public String ofAccount(String accountId) {
    return HexFormat.of()
        .formatHex(mac(Purpose.ACCOUNT, accountId.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether {@code mac} is the MAC over {@code parts}; takes the same time for every answer. */
  public boolean verify(Purpose purpose, byte[] mac, byte[]... parts) {
    return MessageDigest.isEqual(mac, mac(purpose, parts));
  }

  private static Mac hmac(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
