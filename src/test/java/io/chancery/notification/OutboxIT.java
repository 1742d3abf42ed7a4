package io.chancery.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.TestServices;
import io.chancery.path.CaseWalk;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What leaves the portal says that something happened, and never what. */
@QuarkusTest
class OutboxIT {
  @Inject MockMailbox mailbox;

  @Test
  void theOfficerIsToldByMailAndTheOperatorByWebhook() throws IOException {
    String reference = CaseWalk.submitted(List.of("posts")).reference();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (mails(reference).isEmpty() || !webhook().contains(reference)) {
      assertThat(System.nanoTime()).as("waited a minute for the outbox").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    Mail mail = mails(reference).getFirst();
    assertThat(mail.getTo()).containsExactly("olivia.officer@metro-police.example");
    assertThat(mail.getText()).doesNotContain("mara", "posts", "warrant");
    assertThat(webhook().lines().filter(l -> l.contains(reference)))
        .containsExactly("{\"kind\":\"REQUEST_RECEIVED\",\"reference\":\"" + reference + "\"}");
  }

  private List<Mail> mails(String reference) {
    return mailbox.getMailsSentTo("olivia.officer@metro-police.example").stream()
        .filter(m -> m.getSubject().contains(reference))
        .toList();
  }

  private static String webhook() throws IOException {
    return Files.exists(TestServices.WEBHOOK_CALLS)
        ? Files.readString(TestServices.WEBHOOK_CALLS)
        : "";
  }
}
