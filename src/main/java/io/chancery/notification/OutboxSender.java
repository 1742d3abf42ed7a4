package io.chancery.notification;

import io.chancery.platform.Texts;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sends due messages as mail and, when configured, to the operator's webhook. */
@ApplicationScoped
class OutboxSender {
  private static final Logger LOG = Logger.getLogger(OutboxSender.class);
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Outbox outbox;
  private final Mailer mailer;
  private final String publicUrl;
  private final Optional<URI> webhook;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  OutboxSender(
      Outbox outbox,
      Mailer mailer,
      @ConfigProperty(name = "chancery.public-url") String publicUrl,
      @ConfigProperty(name = "chancery.webhook.url") Optional<URI> webhook) {
    this.outbox = outbox;
    this.mailer = mailer;
    this.publicUrl = publicUrl;
    this.webhook = webhook;
  }

  @Scheduled(
      every = "{chancery.outbox.interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void send() {
    for (Outbox.Due due : outbox.takeDue(20, LEASE)) {
      try {
        mailer.send(mail(due));
        callWebhook(due);
        outbox.markSent(due.id());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException | RuntimeException e) {
        // The class alone: a mail server's answer may repeat the address.
        outbox.markFailed(due.id(), e.getClass().getSimpleName());
        LOG.warnf("A message of kind %s could not be sent: %s", due.kind(), e.getClass().getName());
      }
    }
  }

  private Mail mail(Outbox.Due due) {
    Locale language = Texts.LANGUAGES.getFirst();
    return Mail.withText(
        due.recipient(),
        Texts.text(language, "mail_subject_" + due.kind(), due.reference()),
        Texts.text(language, "mail_body_" + due.kind(), due.reference(), publicUrl));
  }

  private void callWebhook(Outbox.Due due) throws IOException, InterruptedException {
    if (webhook.isEmpty()) {
      return;
    }
    String body = "{\"kind\":\"" + due.kind() + "\",\"reference\":\"" + due.reference() + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(webhook.get())
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", due.id().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("the webhook answered " + status);
    }
  }
}
