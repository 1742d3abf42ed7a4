package io.chancery.keys;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * Signs documents in the platform's name for people who verify with {@code gpg}: detached OpenPGP
 * signatures (RFC 9580, version 4) by the key store's Ed25519 key {@code openpgp}. Its
 * certificate's common name is the user id, its first day the key's creation.
 */
@Singleton
public class OpenPgpSigner {
  private final @Nullable PGPKeyPair pair;
  private final String publicKey;
  private final Clock clock;

  @Inject
  OpenPgpSigner(KeyRing ring, Clock clock) {
    this(ring.file(), clock);
  }

  OpenPgpSigner(KeyStoreFile file, Clock clock) {
    this.clock = clock;
    try {
      this.pair = file.has(KeyStoreFile.OPENPGP) ? pair(file) : null;
      this.publicKey =
          pair == null ? "" : armored(certified(pair, Ed25519Key.of(file, KeyStoreFile.OPENPGP)));
    } catch (PGPException | IOException e) {
      throw new IllegalStateException("the key store's key openpgp cannot be used", e);
    }
  }

  /** Whether the installation has an OpenPGP key. */
  public boolean available() {
    return pair != null;
  }

  /** The public key, armored; empty when there is none. */
  public String publicKey() {
    return publicKey;
  }

  /**
   * The detached signature over {@code content}, armored ({@code .asc}).
   *
   * @throws IllegalStateException when there is no OpenPGP key, or it cannot sign
   */
  public byte[] sign(byte[] content) {
    if (pair == null) {
      throw new IllegalStateException("chancery.keys.path: the key store has no key openpgp");
    }
    try {
      PGPSignatureGenerator generator = generator(pair);
      generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
      PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
      said.setSignatureCreationTime(false, Date.from(clock.instant()));
      said.setIssuerFingerprint(false, pair.getPublicKey());
      generator.setHashedSubpackets(said.generate());
      generator.update(content);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
        generator.generate().encode(armor);
      }
      return bytes.toByteArray();
    } catch (PGPException | IOException e) {
      throw new IllegalStateException("the OpenPGP key cannot sign", e);
    }
  }

  private static PGPKeyPair pair(KeyStoreFile file) throws PGPException {
    var certificate = file.chain(KeyStoreFile.OPENPGP).get(0);
    JcaPGPKeyConverter converter = new JcaPGPKeyConverter();
    PGPPublicKey publicKey =
        converter.getPGPPublicKey(
            PublicKeyAlgorithmTags.EDDSA_LEGACY,
            certificate.getPublicKey(),
            certificate.getNotBefore());
    PGPPrivateKey privateKey =
        converter.getPGPPrivateKey(publicKey, file.privateKey(KeyStoreFile.OPENPGP));
    return new PGPKeyPair(publicKey, privateKey);
  }

  /** With its user id, certified by itself: what gpg needs to import a key. */
  private static PGPPublicKey certified(PGPKeyPair pair, Ed25519Key named) throws PGPException {
    PGPSignatureGenerator generator = generator(pair);
    generator.init(PGPSignature.POSITIVE_CERTIFICATION, pair.getPrivateKey());
    PGPSignatureSubpacketGenerator said = new PGPSignatureSubpacketGenerator();
    said.setSignatureCreationTime(false, pair.getPublicKey().getCreationTime());
    said.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
    said.setIssuerFingerprint(false, pair.getPublicKey());
    generator.setHashedSubpackets(said.generate());
    return PGPPublicKey.addCertification(
        pair.getPublicKey(),
        named.name(),
        generator.generateCertification(named.name(), pair.getPublicKey()));
  }

  private static PGPSignatureGenerator generator(PGPKeyPair pair) {
    return new PGPSignatureGenerator(
        new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
        pair.getPublicKey());
  }

  private static String armored(PGPPublicKey key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
      key.encode(armor);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }
}
