package io.chancery.keys;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;

/** The agency's half of a post-quantum key, as age 1.3 keeps it: only tests open packages. */
public final class HybridIdentity implements RecipientStanzaReader {
  private static final int SEALED_FILE_KEY = 32;
  private static final String CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

  private final AsymmetricCipherKeyPair pair;

  private HybridIdentity(byte[] seed) {
    this.pair = AgeHybrid.hpke().deserializePrivateKey(seed, null);
  }

  /** Reads {@code AGE-SECRET-KEY-PQ-1...}. */
  public static HybridIdentity of(String text) {
    return new HybridIdentity(Bech32.decode("age-secret-key-pq-", text.toLowerCase(Locale.ROOT)));
  }

  /** An identity of a seed of 32 bytes that are all the same. */
  public static HybridIdentity ofSeed(int each) {
    byte[] seed = new byte[32];
    java.util.Arrays.fill(seed, (byte) each);
    return new HybridIdentity(seed);
  }

  /** {@code age1pq1...}. */
  public String recipient() {
    return encode(AgeHybrid.PREFIX, AgeHybrid.hpke().serializePublicKey(pair.getPublic()));
  }

  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
    for (RecipientStanza stanza : stanzas) {
      if (stanza.getType().equals(AgeHybrid.STANZA)) {
        if (stanza.getArguments().size() != 1 || stanza.getBody().length != SEALED_FILE_KEY) {
          throw new GeneralSecurityException("not a stanza of the specification");
        }
        try {
          return new FileKey(
              AgeHybrid.hpke()
                  .open(
                      Base64.getDecoder().decode(stanza.getArguments().getFirst()),
                      pair,
                      AgeHybrid.info(),
                      new byte[0],
                      stanza.getBody(),
                      null,
                      null,
                      null));
        } catch (InvalidCipherTextException e) {
          throw new GeneralSecurityException("another identity's", e);
        }
      }
    }
    throw new GeneralSecurityException("no hybrid recipient");
  }

  /** Bech32 of bytes. */
  static String encode(String prefix, byte[] bytes) {
    StringBuilder data = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte b : bytes) {
      held = (held << 8 | b & 0xFF) & 0xFFFF;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        data.append(CHARACTERS.charAt(held >> bits & 31));
      }
    }
    if (bits > 0) {
      data.append(CHARACTERS.charAt(held << 5 - bits & 31));
    }
    return prefix + "1" + data + checksum(prefix, data.toString());
  }

  /** As BIP 173 makes it, written down a second time so that one mistake does not hide another. */
  private static String checksum(String prefix, String data) {
    int[] values = new int[prefix.length() * 2 + 1 + data.length() + 6];
    int at = 0;
    byte[] letters = prefix.getBytes(StandardCharsets.US_ASCII);
    for (byte c : letters) {
      values[at++] = c >> 5;
    }
    at++;
    for (byte c : letters) {
      values[at++] = c & 31;
    }
    for (char c : data.toCharArray()) {
      values[at++] = CHARACTERS.indexOf(c);
    }
    long check = 1;
    for (int value : values) {
      long top = check / (1L << 25);
      check = check % (1L << 25) * 32 ^ value;
      long[] generators = {0x3b6a57b2L, 0x26508e6dL, 0x1ea119faL, 0x3d4233ddL, 0x2a1462b3L};
      for (int i = 0; i < generators.length; i++) {
        check ^= (top >> i & 1) * generators[i];
      }
    }
    check ^= 1;
    StringBuilder out = new StringBuilder();
    for (int i = 5; i >= 0; i--) {
      out.append(CHARACTERS.charAt((int) (check >> 5 * i & 31)));
    }
    return out.toString();
  }
}
