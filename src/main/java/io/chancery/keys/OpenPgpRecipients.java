package io.chancery.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.jspecify.annotations.Nullable;

/**
 * OpenPGP certificates as recipients (RFC 9580). Messages have the one profile that every common
 * tool opens, gpg 2.2 among them: version 1 SEIPD with MDC, AES-256, no compression.
 */
final class OpenPgpRecipients {
  private static final int SMALLEST_RSA = 3072;

  private OpenPgpRecipients() {}

  static PublicRecipient read(String text, Instant now) {
    try {
      OpenPGPCertificate certificate = new OpenPGPKeyReader().parseCertificate(text);
      Optional<OpenPGPComponentKey> key = encryptionKey(certificate, now);
      if (key.isEmpty()) {
        throw PublicRecipient.unfit("recipient_usage_OPENPGP");
      }
      if (!strong(key.get().getPGPPublicKey())) {
        throw PublicRecipient.unfit("recipient_weak_OPENPGP");
      }
      return new PublicRecipient(
          RecipientKind.OPENPGP,
          certificate.toAsciiArmoredString(),
          HexFormat.of().formatHex(certificate.getFingerprint()),
          expiry(certificate, key.get(), now));
    } catch (IOException e) {
      throw PublicRecipient.unfit("recipient_shape_OPENPGP");
    } catch (io.chancery.platform.Problem e) {
      throw e;
    } catch (RuntimeException e) {
      // The parser's own complaints about bytes that anybody may have typed.
      throw PublicRecipient.unfit("recipient_shape_OPENPGP");
    }
  }

  static String seal(String armored, byte[] plain, Instant now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      OpenPGPCertificate certificate = new OpenPGPKeyReader().parseCertificate(armored);
      PGPPublicKey key =
          encryptionKey(certificate, now)
              .orElseThrow(() -> new IllegalStateException("the OpenPGP key cannot encrypt now"))
              .getPGPPublicKey();
      PGPEncryptedDataGenerator encryption =
          new PGPEncryptedDataGenerator(
              new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                  .setWithIntegrityPacket(true)
                  .setSecureRandom(new SecureRandom()));
      encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key));
      try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes);
          OutputStream encrypted = encryption.open(armor, new byte[1 << 12]);
          OutputStream literal =
              new PGPLiteralDataGenerator()
                  .open(encrypted, PGPLiteralData.BINARY, "", plain.length, PGPLiteralData.NOW)) {
        literal.write(plain);
      }
    } catch (PGPException | IOException e) {
      throw new IllegalStateException("the OpenPGP key cannot be encrypted to", e);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  /** The newest part that its owner made for encryption, bound to the certificate, valid now. */
  private static Optional<OpenPGPComponentKey> encryptionKey(
      OpenPGPCertificate certificate, Instant now) {
    return certificate.getEncryptionKeys(Date.from(now)).stream()
        .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime));
  }

  private static boolean strong(PGPPublicKey key) {
    return switch (key.getAlgorithm()) {
      case PublicKeyAlgorithmTags.RSA_GENERAL, PublicKeyAlgorithmTags.RSA_ENCRYPT ->
          key.getBitStrength() >= SMALLEST_RSA;
      case PublicKeyAlgorithmTags.ECDH,
          PublicKeyAlgorithmTags.X25519,
          PublicKeyAlgorithmTags.X448 ->
          true;
      default -> false;
    };
  }

  private static @Nullable Instant expiry(
      OpenPGPCertificate certificate, OpenPGPComponentKey key, Instant now) {
    return Stream.of(
            Optional.ofNullable(certificate.getExpirationTime(Date.from(now))),
            Optional.ofNullable(key.getKeyExpirationDateAt(Date.from(now))))
        .flatMap(Optional::stream)
        .map(Date::toInstant)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
