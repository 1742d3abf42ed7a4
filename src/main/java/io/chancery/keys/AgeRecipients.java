package io.chancery.keys;

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

/** age X25519 recipients (C2SP age v1). */
final class AgeRecipients {
  private static final int FINGERPRINT_CHARACTERS = 32;

  private AgeRecipients() {}

  static PublicRecipient read(String text) {
    if (text.startsWith("age1pq1") || text.startsWith("age1tagpq1")) {
      throw PublicRecipient.unfit("recipient_post_quantum");
    }
    if (!text.matches("age1[02-9ac-hj-np-z]{58}")) {
      throw PublicRecipient.unfit("recipient_shape_AGE");
    }
    try {
      X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw PublicRecipient.unfit("recipient_shape_AGE");
    }
    return new PublicRecipient(RecipientKind.AGE, text, fingerprint(text), null);
  }

  static String fingerprint(String recipient) {
    return Sha256.hash(recipient).hex().substring(0, FINGERPRINT_CHARACTERS);
  }

  static String seal(String recipient, byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (WritableByteChannel channel =
        new ArmoredEncryptingChannelFactory()
            .newEncryptingChannel(
                Channels.newChannel(out),
                List.of(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient)))) {
      channel.write(ByteBuffer.wrap(plain));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the age recipient cannot be encrypted to", e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
