package io.chancery.keys;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.chancery.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

/** age recipients (C2SP age v1): X25519, and the hybrid of ML-KEM-768 and X25519. */
public final class AgeRecipients {
  private static final int FINGERPRINT_CHARACTERS = 32;

  private AgeRecipients() {}

  static PublicRecipient read(String text) {
    if (!isHybrid(text) && !text.matches("age1[02-9ac-hj-np-z]{58}")) {
      throw PublicRecipient.unfit("recipient_shape_AGE");
    }
    try {
      writer(text);
    } catch (GeneralSecurityException e) {
      throw PublicRecipient.unfit("recipient_shape_AGE");
    }
    return new PublicRecipient(RecipientKind.AGE, text, fingerprint(text), null);
  }

  /** Whether it withstands a quantum computer, by its own statement. */
  static boolean isHybrid(String recipient) {
    return recipient.startsWith(AgeHybrid.PREFIX + "1");
  }

  /**
   * Writes the header's part for one recipient.
   *
   * @param recipient {@code age1...} or {@code age1pq1...}
   * @throws GeneralSecurityException when it is neither
   */
  public static RecipientStanzaWriter writer(String recipient) throws GeneralSecurityException {
    try {
      return isHybrid(recipient)
          ? AgeHybrid.writer(recipient)
          : X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
    } catch (RuntimeException e) {
      throw new GeneralSecurityException("not an age recipient", e);
    }
  }

  static String fingerprint(String recipient) {
    return Sha256.hash(recipient).hex().substring(0, FINGERPRINT_CHARACTERS);
  }

  static String seal(String recipient, byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (WritableByteChannel channel =
        new ArmoredEncryptingChannelFactory()
            .newEncryptingChannel(Channels.newChannel(out), List.of(writer(recipient)))) {
      channel.write(ByteBuffer.wrap(plain));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the age recipient cannot be encrypted to", e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
