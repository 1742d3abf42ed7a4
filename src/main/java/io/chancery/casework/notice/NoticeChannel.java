package io.chancery.casework.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.kernel.Sha256;
import io.chancery.keys.WebhookSignatures;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own way to an account holder (docs/adr/0022): a signed webhook to the operator's
 * system, or a mail to the operator's mailbox. The portal reads no address of anybody.
 */
@ApplicationScoped
class NoticeChannel {
  private static final String CHANNEL = "chancery.notice.channel";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The channel took it; {@code answer} digests what it said. */
  record Taken(String channel, Sha256 answer) {}

  /** The channel did not take it. */
  static final class NotTaken extends IOException {
    private static final long serialVersionUID = 1;
    private final String code;

    NotTaken(String code) {
      super(code);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** The body of the webhook (docs/formats/notice.md). */
  private record Body(
      String notice, String reference, About account, int challengeDays, List<Letter> letters) {}

  private record About(String identifierKind, String identifier, @Nullable String accountId) {}

  private record Letter(String language, String sha256, byte[] pdf) {}

  private final Config settings;
  private final Mailer mailer;
  private final ObjectMapper json;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  NoticeChannel(Config settings, Mailer mailer, ObjectMapper json, Clock clock) {
    this.settings = settings;
    this.mailer = mailer;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Hands a notice over.
   *
   * @throws NotTaken with a code, never with what the channel said
   */
  Taken send(Notices.Outgoing notice) throws NotTaken {
    return switch (setting(CHANNEL).orElse("none")) {
      case "webhook" -> call(notice);
      case "mail" -> mail(notice);
      default -> throw new NotTaken("channel-missing");
    };
  }

  private Taken call(Notices.Outgoing notice) throws NotTaken {
    URI address = setting("chancery.notice.webhook.url").map(URI::create).orElse(null);
    String secret = setting("chancery.notice.webhook.secret").orElse("");
    if (address == null || secret.isBlank()) {
      throw new NotTaken("channel-missing");
    }
    if (!"https".equals(address.getScheme()) && !LOOPBACK.contains(address.getHost())) {
      throw new NotTaken("channel-not-https");
    }
    byte[] body = body(notice);
    String at = String.valueOf(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("webhook-id", notice.id().toString())
            .header("webhook-timestamp", at)
            .header(
                "webhook-signature",
                WebhookSignatures.sign(secret, notice.id().toString(), at, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new NotTaken("answer-" + answer.statusCode());
      }
      return new Taken("webhook", Sha256.hash(answer.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotTaken("interrupted");
    } catch (NotTaken e) {
      throw e;
    } catch (IOException e) {
      throw new NotTaken("unreachable");
    }
  }

  private Taken mail(Notices.Outgoing notice) throws NotTaken {
    String mailbox =
        setting("chancery.notice.mail.to").orElseThrow(() -> new NotTaken("channel-missing"));
    String id = notice.id().toString();
    try {
      mailer.send(
          Mail.withText(mailbox, "Notice " + id, text(notice))
              .addHeader("Message-ID", "<" + id + "@chancery.notice>")
              .addAttachment("notice-en.pdf", notice.english(), "application/pdf")
              .addAttachment("notice-de.pdf", notice.german(), "application/pdf"));
    } catch (RuntimeException e) {
      throw new NotTaken("mail-not-taken");
    }
    return new Taken("mail", Sha256.hash(id));
  }

  private static String text(Notices.Outgoing notice) {
    return "Send the attached notice to the holder of this account: "
        + notice.holder().identifierKind()
        + " "
        + notice.holder().identifier()
        + "\n";
  }

  private byte[] body(Notices.Outgoing notice) {
    try {
      return json.writeValueAsString(
              new Body(
                  notice.id().toString(),
                  notice.reference(),
                  new About(
                      notice.holder().identifierKind(),
                      notice.holder().identifier(),
                      notice.holder().accountId()),
                  notice.challengeDays(),
                  List.of(letter("en", notice.english()), letter("de", notice.german()))))
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings and bytes was not written", e);
    }
  }

  private static Letter letter(String language, byte[] pdf) {
    return new Letter(language, Sha256.hash(pdf).hex(), pdf);
  }

  /** Read at each sending, so that a corrected setting needs no further step but a start. */
  private Optional<String> setting(String name) {
    return settings.getOptionalValue(name, String.class);
  }
}
