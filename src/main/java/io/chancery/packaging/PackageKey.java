package io.chancery.packaging;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The age file key of one package, kept in memory between writing and reading back and nowhere
 * else. It is seen on its way to the recipient's stanza, so that the package has no second
 * recipient.
 */
final class PackageKey implements RecipientStanzaWriter, RecipientStanzaReader, AutoCloseable {
  private final RecipientStanzaWriter recipient;
  private byte @Nullable [] key;

  PackageKey(RecipientStanzaWriter recipient) {
    this.recipient = recipient;
  }

  @Override
  public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey)
      throws GeneralSecurityException {
    key = fileKey.getEncoded().clone();
    return recipient.getRecipientStanzas(fileKey);
  }

  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
    byte[] seen = key;
    if (seen == null) {
      throw new GeneralSecurityException("the file key is gone");
    }
    return new FileKey(seen.clone());
  }

  /** Forgets the key. */
  @Override
  public void close() {
    byte[] seen = key;
    key = null;
    if (seen != null) {
      Arrays.fill(seen, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "PackageKey";
  }
}
