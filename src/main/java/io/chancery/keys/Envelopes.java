package io.chancery.keys;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals small secrets under keys of their own (AES-256-GCM, NIST SP 800-38D). A case keeps its
 * wrapped key in its row; whoever destroys the wrapped key has erased everything sealed with it.
 * Every sealed value is {@code 0x01 || nonce (12) || ciphertext || tag (16)}.
 */
@Singleton
public class Envelopes {
  private static final int VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final String WRAP = "chancery wrapped key v1";

  private final SecureRandom random = new SecureRandom();
  private final SecretKey sealingKey;

  @Inject
  Envelopes(KeyRing ring) {
    this(ring.file());
  }

  Envelopes(KeyStoreFile file) {
    this.sealingKey = file.secret(KeyStoreFile.SEAL);
  }

  /** A fresh random key, wrapped under the installation's sealing key; 61 bytes, to be stored. */
  public byte[] newWrappedKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    byte[] wrapped = encrypt(sealingKey, key, WRAP);
    Arrays.fill(key, (byte) 0);
    return wrapped;
  }

  /**
   * Seals {@code plain}.
   *
   * @param wrappedKey from {@link #newWrappedKey}
   * @param context where the value belongs, for example {@code target/<id>/identifier}; it opens in
   *     no other
   * @throws SealBrokenException when the wrapped key is not ours
   */
  public byte[] seal(byte[] wrappedKey, byte[] plain, String context) {
    return encrypt(unwrap(wrappedKey), plain, context);
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws SealBrokenException when key, context or bytes are not those of the sealing
   */
  public byte[] open(byte[] wrappedKey, byte[] sealed, String context) {
    return decrypt(unwrap(wrappedKey), sealed, context);
  }

  private SecretKey unwrap(byte[] wrappedKey) {
    return new SecretKeySpec(decrypt(sealingKey, wrappedKey, WRAP), "AES");
  }

  private byte[] encrypt(SecretKey key, byte[] plain, String context) {
    byte[] sealed = new byte[1 + NONCE_BYTES + plain.length + TAG_BITS / 8];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    sealed[0] = VERSION;
    System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
    try {
      cipher(Cipher.ENCRYPT_MODE, key, nonce, context)
          .doFinal(plain, 0, plain.length, sealed, 1 + NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  private static byte[] decrypt(SecretKey key, byte[] sealed, String context) {
    if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw new SealBrokenException(null);
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, context)
          .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException(e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
