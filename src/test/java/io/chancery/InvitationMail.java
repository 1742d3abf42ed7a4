package io.chancery;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mailboxes into which Keycloak's invitations fall. */
public final class InvitationMail {
  static final String POP3_PORT = "chancery.test.pop3-port";
  private static final Pattern LINK = Pattern.compile("https?://\\S+/action-token\\?\\S+");

  private InvitationMail() {}

  /** The link of the newest invitation to {@code address}; empty while there is none. */
  public static Optional<URI> link(String address) {
    Properties settings = new Properties();
    settings.put("mail.pop3.host", "127.0.0.1");
    settings.put("mail.pop3.port", Integer.getInteger(POP3_PORT).toString());
    try (Store store = Session.getInstance(settings).getStore("pop3")) {
      store.connect(address, address);
      try (Folder inbox = store.getFolder("INBOX")) {
        inbox.open(Folder.READ_ONLY);
        Message[] messages = inbox.getMessages();
        return messages.length == 0 ? Optional.empty() : in(messages[messages.length - 1]);
      }
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<URI> in(Part part) throws MessagingException, IOException {
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        Optional<URI> link = in(parts.getBodyPart(i));
        if (link.isPresent()) {
          return link;
        }
      }
      return Optional.empty();
    }
    Matcher link = LINK.matcher(part.getContent().toString());
    return link.find() ? Optional.of(URI.create(link.group())) : Optional.empty();
  }
}
