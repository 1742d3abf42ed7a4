package io.chancery.keys;

import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * age's post-quantum recipients, {@code age1pq1...} (C2SP age, "The hybrid recipient type"): the
 * file key is sealed by HPKE (RFC 9180) with X-Wing, that is ML-KEM-768 and X25519, whose halves
 * would both have to fall. The age library has the file format and no such recipient.
 */
final class AgeHybrid {
  static final String STANZA = "mlkem768x25519";
  static final String PREFIX = "age1pq";
  private static final int PUBLIC_KEY = 1_216;
  private static final byte[] INFO =
      "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);

  private AgeHybrid() {}

  /** A stanza as the header holds it. */
  private record Stanza(List<String> arguments, byte[] body) implements RecipientStanza {
    @Override
    public String getType() {
      return STANZA;
    }

    @Override
    public List<String> getArguments() {
      return arguments;
    }

    @Override
    public byte[] getBody() {
      return body.clone();
    }
  }

  /**
   * Encrypts file keys to a recipient.
   *
   * @throws IllegalArgumentException when the text is no such recipient, or its key is none of
   *     ML-KEM-768 (FIPS 203, 7.2, modulus check)
   */
  static RecipientStanzaWriter writer(String recipient) {
    byte[] key = Bech32.decode(PREFIX, recipient);
    if (key.length != PUBLIC_KEY) {
      throw new IllegalArgumentException("a hybrid recipient has 1216 bytes");
    }
    AsymmetricKeyParameter read = hpke().deserializePublicKey(key);
    return fileKey -> {
      try {
        byte[][] sealed =
            hpke().seal(read, INFO, new byte[0], fileKey.getEncoded(), null, null, null);
        String share = Base64.getEncoder().withoutPadding().encodeToString(sealed[1]);
        return List.of(new Stanza(List.of(share), sealed[0]));
      } catch (InvalidCipherTextException | RuntimeException e) {
        throw new GeneralSecurityException("the recipient cannot be encrypted to", e);
      }
    };
  }

  /** The suite of the specification; it keeps nothing between calls that matters. */
  static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }

  /** What is signed into HPKE's key schedule. */
  static byte[] info() {
    return INFO.clone();
  }
}
